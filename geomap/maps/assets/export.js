/* Download of what is shown, as GeoJSON and CSV; made in the page, sent nowhere. */
(function () {
  "use strict";
  var FIELDS = ["event_type", "event_mode", "acled_type", "actor", "recipient", "toll", "killed_least", "killed_most", "injured_least", "injured_most", "place", "place_id", "place_basis", "geo_precision", "time_precision", "when_basis", "n_sources", "n_statements", "uncertainty_m"];

  function record(app, row) {
    var t = app.events, r = { event_id: t.at("id", row), status: app.statusNow(row) };
    if (app.gathered) r.n_events = app.weight[row];
    FIELDS.forEach(function (name) { r[name] = t.at(name, row); });
    r.when_start = geomap.iso(t.at("t0", row));
    r.when_end = geomap.iso(t.at("t1", row));
    r.first_reported = geomap.iso(t.at("known", row));
    r.statements = Array.from(app.statementsOf(row)).map(function (s) {
      return { text: app.statements.at("text", s), said_by: app.statements.at("said_by", s), status: app.statements.at("status", s),
        report_id: app.statements.at("report_id", s), start: app.statements.at("start", s), end: app.statements.at("end", s) };
    });
    return r;
  }

  function rows(app) {
    var list = [];
    for (var row = 0; row < app.events.n; row++) if (app.visible[row]) list.push(row);
    return list;
  }

  geomap.geojson = function (app) {
    return JSON.stringify({ type: "FeatureCollection", features: rows(app).map(function (row) {
      var lon = app.events.at("lon", row), lat = app.events.at("lat", row);
      return { type: "Feature", id: app.events.at("id", row), properties: record(app, row),
        geometry: lon === null ? null : { type: "Point", coordinates: [lon / 1e5, lat / 1e5] } };
    }) }, null, 1);
  };

  /* A cell of a spreadsheet: quoted, and never a formula. */
  function cell(value) {
    var text = value === null || value === undefined ? "" : String(value);
    if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  geomap.csv = function (app) {
    var names = ["event_id", "title", "longitude", "latitude", "colour", "status", "when_start", "when_end", "first_reported"].concat(app.gathered ? ["n_events"] : [], FIELDS, ["words"]);
    var lines = [names.join(",")];
    rows(app).forEach(function (row) {
      var r = record(app, row), lon = app.events.at("lon", row), lat = app.events.at("lat", row);
      r.longitude = lon === null ? null : lon / 1e5;
      r.latitude = lat === null ? null : lat / 1e5;
      r.title = geomap.plain(app, row);
      r.colour = app.colourOf(row);
      r.words = r.statements.map(function (s) { return (s.said_by || "report") + ": " + s.text; }).join(" | ");
      lines.push(names.map(function (name) { return cell(r[name]); }).join(","));
    });
    return lines.join("\r\n") + "\r\n";
  };

  /* ---- KML: a folder for each type, a style for each colour --------------------------------------- */

  function xml(text) {
    return String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, "").replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }

  geomap.kml = function (app) {
    var t = app.events, styles = new Map(), folders = app.encoding.shapes.map(function (s) { return { shape: s, marks: [] }; });
    rows(app).forEach(function (row) {
      var lon = t.at("lon", row), folder = folders.find(function (f) { return f.shape.key === t.at("shape", row); });
      if (lon === null || !folder) return;
      var colour = app.colourOf(row), style = folder.shape.key + colour.slice(1), from = geomap.iso(t.at("t0", row)), to = geomap.iso(t.at("t1", row));
      styles.set(style, '<Style id="' + style + '"><IconStyle><color>ff' + colour.slice(5, 7) + colour.slice(3, 5) + colour.slice(1, 3) + "</color><Icon><href>http://maps.google.com/mapfiles/kml/shapes/" + folder.shape.icon + ".png</href></Icon></IconStyle></Style>");
      var told = Array.from(app.statementsOf(row)).map(function (i) { return (app.statements.at("voice", i) || "the report") + ": " + app.statements.at("text", i); }).join("\n");
      folder.marks.push("<Placemark><name>" + xml(geomap.plain(app, row)) + "</name><description>" + xml(told) + "</description>" +
        (from || to ? "<TimeSpan>" + (from ? "<begin>" + from + "</begin>" : "") + (to ? "<end>" + to + "</end>" : "") + "</TimeSpan>" : "") +
        "<styleUrl>#" + style + "</styleUrl><Point><coordinates>" + lon / 1e5 + "," + t.at("lat", row) / 1e5 + "</coordinates></Point></Placemark>");
    });
    return '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>' + xml(app.meta.title) + "</name>" + Array.from(styles.values()).join("") +
      folders.filter(function (f) { return f.marks.length; }).map(function (f) { return "<Folder><name>" + xml(f.shape.label) + "</name>" + f.marks.join("") + "</Folder>"; }).join("") + "</Document></kml>\n";
  };

  var KINDS = {
    csv: ["text/csv", function (app) { return "\ufeff" + geomap.csv(app); }], geojson: ["application/geo+json", geomap.geojson],
    kml: ["application/vnd.google-earth.kml+xml", geomap.kml],
  };

  geomap.save = function (app, kind) {
    var url = URL.createObjectURL(new Blob([KINDS[kind][1](app)], { type: KINDS[kind][0] }));
    var link = geomap.el("a", { href: url, download: "events." + kind });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  };
})();

/* Download of what is shown, as GeoJSON and CSV; made in the page, sent nowhere. */
(function () {
  "use strict";
  var FIELDS = ["event_type", "event_mode", "acled_type", "actor", "recipient", "toll", "place", "place_id", "geo_precision", "time_precision", "when_basis", "n_sources", "n_statements", "uncertainty_m"];

  function record(app, row) {
    var t = app.events, r = { event_id: t.at("id", row), status: app.statusNow(row) };
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
    var names = ["event_id", "longitude", "latitude", "status", "when_start", "when_end", "first_reported"].concat(FIELDS, ["words"]);
    var lines = [names.join(",")];
    rows(app).forEach(function (row) {
      var r = record(app, row), lon = app.events.at("lon", row), lat = app.events.at("lat", row);
      r.longitude = lon === null ? null : lon / 1e5;
      r.latitude = lat === null ? null : lat / 1e5;
      r.words = r.statements.map(function (s) { return (s.said_by || "report") + ": " + s.text; }).join(" | ");
      lines.push(names.map(function (name) { return cell(r[name]); }).join(","));
    });
    return lines.join("\r\n") + "\r\n";
  };

  geomap.save = function (app, kind) {
    var text = kind === "csv" ? "\ufeff" + geomap.csv(app) : geomap.geojson(app);
    var url = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/geo+json" }));
    var link = geomap.el("a", { href: url, download: "events." + kind });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  };
})();

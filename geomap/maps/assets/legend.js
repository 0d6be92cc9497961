/* The legend: definitions and counts of what is shown, and the switches of the layers. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };

  geomap.controls.legend = function (map, data) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      var node = el("div", { class: "geomap-legend" });
      panel.add("Legend", node);
      var fill = function () { node.replaceChildren.apply(node, parts(app, data)); };
      geomap.lazily(app, node, fill);
    });
  };

  function parts(app, data) {
    var e = app.encoding, t = app.events, grey = "#666666";
    var statuses = geomap.tally(app, "status", function (row) { return app.statusNow(row); });
    var sides = geomap.tally(app, "side", function (row) { return t.at("side", row); });
    var shapes = geomap.tally(app, "shape", function (row) { return t.at("shape", row); });
    var outlines = geomap.tally(app, "", function (row) { return t.at("lon", row) === null ? null : t.at("outline", row); });
    return [
      section("Fill: status of the statement", "status", e.statuses.map(function (s) {
        return item(app, { shape: "square", outline: "full", pattern: s.pattern, colour: grey }, s.label, s.definition, statuses(s.key), ["status", s.key]);
      })),
      section("Colour: side of who acts", "side", e.colours.side.map(function (s) {
        return item(app, { shape: "square", outline: "full", pattern: "solid", colour: s.colour }, geomap.said(geomap.clip(s.label, 80)),
          s.key < 0 ? "nobody acts, or another party" : "", sides(s.key), ["side", s.key]);
      })),
      section("Shape: type of event", "shape", e.shapes.map(function (s) {
        return item(app, { shape: s.key, outline: "full", pattern: "solid", colour: grey }, s.label, s.definition, shapes(s.key), ["shape", s.key]);
      })),
      section("Outline: how well the place is known", "outline", e.precisions.map(function (s) {
        return item(app, { shape: "square", outline: s.key, pattern: "outline", colour: grey }, s.label, s.definition, outlines(s.key), null);
      })),
      section("Ring: claimed encirclement", "sign", e.signs.concat(e.beside).map(function (s) {
        return el("li", {}, [geomap.siegeElement(s.marks, grey, 11), el("span", { class: "geomap-words" }, [el("b", {}, s.label), " – " + s.definition]),
          el("span", { class: "geomap-number" }, ringCount(app, s.key))]);
      })),
      layers(app),
      rules(data),
    ].filter(Boolean);
  }

  function ringCount(app, key) {
    var all = app.encirclement ? app.encirclement.rings : [];
    return all.filter(function (ring) { return ring.sign === key || ring.marks.some(function (m) { return m[0] === key; }); }).length.toLocaleString("en");
  }

  function section(title, kind, items) {
    return el("section", { "data-kind": kind }, [el("h3", {}, title), el("ul", {}, items)]);
  }

  function item(app, look, label, definition, n, filter) {
    var words = el("span", { class: "geomap-words" }, [el("b", {}, label), definition ? " – " + definition : ""]);
    var number = el("span", { class: "geomap-number" }, n.toLocaleString("en"));
    var picture = geomap.symbolElement(app, look, 8);
    if (!filter) return el("li", {}, [picture, words, number]);
    var box = el("input", { type: "checkbox", class: "geomap-switch", onchange: function () { app.toggle(filter[0], filter[1], box.checked); } });
    box.checked = !app.isOff(filter[0], filter[1]);
    return el("li", {}, el("label", {}, [box, picture, words, number]));
  }

  function layers(app) {
    var list = el("ul", {});
    app.layers.forEach(function (entry) {
      var box = el("input", { type: "checkbox", onchange: function () { if (box.checked) app.map.addLayer(entry.layer); else app.map.removeLayer(entry.layer); } });
      box.checked = app.map.hasLayer(entry.layer);
      list.append(el("li", {}, el("label", {}, [box, el("span", { class: "geomap-words" }, entry.name)])));
    });
    return el("section", { "data-kind": "layers" }, [el("h3", {}, "Layers"), list]);
  }

  function rules(data) {
    if (!data || !data.rules || !data.rules.length) return null;
    return el("details", { class: "geomap-rules" }, [el("summary", {}, "How a status follows from the words"), el("ul", {}, data.rules.map(function (rule) {
      return el("li", {}, geomap.said(rule));
    }))]);
  }

  /* ---- sources and notes ---------------------------------------------------------------------- */

  geomap.controls.about = function (map, data) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () { panel.add("Sources", about(app, data)); });
  };

  function about(app, data) {
    var reports = el("ol", { class: "geomap-reports" });
    for (var i = 0; i < Math.min(app.sources.n, 500); i++) {
      reports.append(el("li", {}, geomap.sourceLine(app, i, app.sources.at("report_id", i)).concat([geomap.mediaLinks(app, i)])));
    }
    var notes = el("ul", {}, data.notes.map(function (note) { return el("li", {}, note); }));
    var credits = el("ul", {}, data.credits.map(function (credit) {
      return el("li", {}, [geomap.said(credit.text), credit.url ? [" "][0] : null, credit.url ? geomap.link(credit.url, credit.licence || credit.url) : null]);
    }));
    var lost = app.meta.lost.length ? el("section", {}, [el("h3", {}, "Not read"), el("ul", {}, app.meta.lost.map(function (line) { return el("li", {}, geomap.said(line)); }))]) : null;
    var day = app.meta.published.length ? "Reports published " + geomap.span(geomap.fromIso(app.meta.published[0]), geomap.fromIso(app.meta.published[1])) + "." : "The reports name no day of publication.";
    return el("div", { class: "geomap-about" }, [
      el("h3", {}, geomap.count(app.sources.n, "report")), el("p", {}, day), reports,
      app.sources.n > 500 ? el("p", {}, "The first 500 are listed.") : null, lost,
      el("h3", {}, "How to read this map"), notes, el("h3", {}, "Data and licences"), credits,
    ]);
  }
})();

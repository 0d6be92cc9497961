/* Keyboard and search over everything that has a name on the map. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var NAMED = { country: "country", province: "province", valley: "valley", river: "river", pass: "pass", city: "town", town: "town", village: "village" };

  /* On the map: full stop and comma step through the events in view, Escape lets go. */
  geomap.keyboard = function (app) {
    var box = app.map.getContainer(), hint = el("p", { class: "geomap-hidden", id: "geomap-hint" },
      "Arrow keys move the map, plus and minus zoom, full stop and comma step through the events in view, Escape clears the selection.");
    box.parentNode.append(hint);
    box.setAttribute("aria-describedby", "geomap-hint");
    box.addEventListener("keydown", function (event) {
      if (event.key === "." || event.key === ",") { step(app, event.key === "." ? 1 : -1); event.preventDefault(); }
      if (event.key === "Escape" && app.selection) app.select(null);
    });
    app.panel.side.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && app.selection) { app.select(null); if (app.cameFrom) app.cameFrom.focus(); }
    });
  };

  function step(app, way) {
    var t = app.events, bounds = app.map.getBounds(), rows = [];
    for (var row = 0; row < t.n; row++) {
      if (app.visible[row] && t.at("lon", row) !== null && bounds.contains([t.at("lat", row) / 1e5, geomap.lng(t.at("lon", row) / 1e5)])) rows.push(row);
    }
    if (!rows.length) return app.panel.say("No event in view");
    var s = app.selection, at = s && s.kind === "event" ? rows.indexOf(s.row) : way > 0 ? -1 : 0;
    app.select({ kind: "event", row: rows[(at + way + rows.length) % rows.length] });
  }

  /* Names of the base map that match what is searched for. */
  geomap.namesFound = function (app, needle, most) {
    var found = [], seen = new Set();
    if (needle.length < 2) return found;
    app.labels.forEach(function (list) {
      if (typeof list === "function") return;
      list.forEach(function (label) {
        var id = label.text + "|" + label.kind;
        if (found.length >= most || !NAMED[label.kind] || seen.has(id) || geomap.fold(label.text).indexOf(needle) < 0) return;
        seen.add(id);
        found.push(label);
      });
    });
    return found;
  };

  /* A list of buttons that lead to places, valleys, rivers, passes and provinces. */
  geomap.nameList = function (app) {
    var node = el("div", { class: "geomap-names" });
    app.on("change", function () {
      var list = geomap.namesFound(app, geomap.fold(app.filters.query.trim()), 8);
      node.replaceChildren();
      if (!list.length) return;
      node.append("On the map: ");
      list.forEach(function (label) {
        node.append(el("button", { type: "button", onclick: function () { go(app, label); } }, [geomap.said(label.text), " (" + NAMED[label.kind] + ")"]));
      });
    });
    return node;
  };

  function go(app, label) {
    var x = label.wx, y = label.wy;
    if (label.paths && label.paths.length) {
      var box = geomap.boxOf(label.paths);
      x = (box[0] + box[2]) / 2; y = (box[1] + box[3]) / 2;
    } else if (x === undefined) { x = geomap.worldX(label.lon); y = geomap.worldY(label.lat); }
    app.moved = true;
    app.map.setView([geomap.latOf(y), geomap.lonOf(x)], Math.max(app.map.getZoom(), label.kind === "country" ? 5 : 9), { animate: !app.still });
    app.panel.say("The map shows " + label.text);
  }
})();

/* The key on the map: the encoding at a glance; the Legend tab holds the definitions. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };

  geomap.key = function (app) {
    var box = el("details", { class: "geomap-key", open: true }, el("summary", {}, "Key"));
    var body = el("div", {});
    box.append(body);
    var fill = function () { body.replaceChildren.apply(body, parts(app)); };
    app.on("change restyle", fill);
    fill();
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  };

  function used(app, value) {
    var seen = new Set();
    for (var row = 0; row < app.events.n; row++) if (app.visible[row]) seen.add(value(row));
    return seen;
  }

  /* Only what the map shows now: a key of signs that do not occur teaches nothing. */
  function parts(app) {
    var e = app.encoding, t = app.events, grey = "#666666";
    var sides = used(app, function (row) { return t.at("side", row); });
    var statuses = used(app, function (row) { return app.statusNow(row); });
    var shapes = used(app, function (row) { return t.at("shape", row); });
    var outlines = used(app, function (row) { return t.at("lon", row) === null ? "" : t.at("outline", row); });
    return [
      group(app, "Colour: who acts", e.sides.map(function (s, i) {
        var key = i === e.sides.length - 1 ? -1 : i;
        return sides.has(key) ? [{ shape: "square", outline: "full", pattern: "solid", colour: s.colour }, s.label, true] : null;
      })),
      group(app, "Fill: how it stands", merged(e.statuses, statuses).map(function (s) {
        return [{ shape: "square", outline: "full", pattern: s[0], colour: grey }, s[1]];
      })),
      group(app, "Shape: what", e.shapes.map(function (s) {
        return shapes.has(s.key) ? [{ shape: s.key, outline: "full", pattern: "solid", colour: grey }, s.label] : null;
      })),
      group(app, "Outline: where, how well", e.precisions.map(function (s) {
        return outlines.has(s.key) ? [{ shape: s.key === "area" ? "square" : "circle", outline: s.key, pattern: "outline", colour: grey }, s.key === "area" ? "in a box: somewhere in the area" : s.label] : null;
      })),
      signs(app),
    ];
  }

  /* Rings of claimed encirclement that are on the map now, and what stands on them. */
  function signs(app) {
    var seen = new Set(), layer = app.encirclement;
    if (layer && app.map.hasLayer(layer)) geomap.ringStacks(app, layer).forEach(function (stack) {
      stack.shown.forEach(function (ring) { seen.add(ring.sign); ring.marks.forEach(function (m) { seen.add(m[0]); }); });
    });
    var list = app.encoding.signs.concat(app.encoding.beside).filter(function (s) { return seen.has(s.key); });
    if (!list.length) return el("span", {});
    return el("div", {}, [el("b", {}, "Ring: said to be surrounded"), el("ul", {}, list.map(function (s) {
      return el("li", {}, [geomap.siegeElement(s.marks, "#666666", 11), el("span", {}, s.label)]);
    }))]);
  }

  /* Statuses that share a pattern share a line. */
  function merged(entries, seen) {
    var lines = new Map();
    entries.forEach(function (s) {
      if (!seen.has(s.key)) return;
      lines.set(s.pattern, (lines.get(s.pattern) || []).concat(s.label));
    });
    return Array.from(lines).map(function (line) { return [line[0], line[1].join(", ")]; });
  }

  function group(app, title, items) {
    var list = items.filter(Boolean);
    if (!list.length) return el("span", {});
    return el("div", {}, [el("b", {}, title), el("ul", {}, list.map(function (item) {
      var label = item[2] ? geomap.said(geomap.clip(item[1], 34)) : item[1];
      return el("li", {}, [geomap.symbolElement(app, item[0], 6.5), el("span", {}, label)]);
    }))]);
  }
})();

/* The key: a strip under the map with the signs that are on it now; the Legend tab defines them all. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var GREY = "#666666";

  geomap.key = function (app) {
    var body = el("div", { class: "geomap-keybody", tabindex: "0", role: "region", "aria-label": "Key" });
    var box = el("div", { class: "geomap-key" }, body);
    var choose = chooser(app), fill = function () { body.replaceChildren.apply(body, [choose].concat(parts(app))); };
    app.on("change restyle", fill);
    fill();
    return box;
  };

  /* What colour says: who acts, what happened, or how many were killed. */
  function chooser(app) {
    var names = { side: "who acts", shape: "what", toll: "killed" };
    var select = el("select", { "aria-label": "Colour by", onchange: function () { app.set({ colour: select.value }); } }, Object.keys(names).map(function (name) {
      return el("option", { value: name }, names[name]);
    }));
    var size = el("input", { type: "checkbox", onchange: function () { app.set({ sized: size.checked }); } });
    var sync = function () { select.value = app.filters.colour; size.checked = app.filters.sized; };
    app.on("change", sync);
    sync();
    return el("span", { class: "geomap-choose" }, [el("label", {}, ["Colour: ", select]), app.tolls ? el("label", {}, [size, " size by killed"]) : null]);
  }

  /* The values that occur of each property that a sign has. */
  function used(app) {
    var codes = app.codes, colours = app.colourCodes(), seen = {}, doubt = false, placed = function (row) { return app.lon[row] === app.lon[row]; };
    [["colour", colours.of, colours.levels], ["status", app.statusCode, codes.status.levels], ["shape", codes.shape.of, codes.shape.levels], ["outline", codes.outline.of, codes.outline.levels]].forEach(function (one) {
      var of = one[1], found = new Uint8Array(one[2].length), all = one[0] !== "outline";
      for (var row = 0; row < app.events.n; row++) if (app.visible[row] && (all || placed(row))) found[of[row]] = 1;
      seen[one[0]] = new Set(one[2].filter(function (_, i) { return found[i]; }));
    });
    for (var row = 0; row < app.events.n && !doubt; row++) doubt = app.visible[row] === 1 && app.doubtful[row] === 1 && placed(row);
    seen.doubt = doubt;
    return seen;
  }

  /* Only what the map shows now: a key of signs that do not occur teaches nothing. */
  function parts(app) {
    var e = app.encoding, by = app.filters.colour, seen = used(app);
    return [
      group(app, null, e.colours[by].map(function (s) {
        return seen.colour.has(s.key) ? [{ shape: by === "shape" ? s.key : "square", outline: "full", pattern: "solid", colour: s.colour }, s.label, true] : null;
      })),
      group(app, "Fill: how it stands", merged(e.statuses, seen.status).map(function (s) {
        return [{ shape: "square", outline: "full", pattern: s[0], colour: GREY }, s[1]];
      })),
      by === "shape" ? null : group(app, "Shape: what", e.shapes.map(function (s) {
        return seen.shape.has(s.key) ? [{ shape: s.key, outline: "full", pattern: "solid", colour: GREY }, s.label] : null;
      })),
      group(app, "Outline: where", e.precisions.map(function (s) {
        return seen.outline.has(s.key) ? [{ shape: s.key === "area" ? "square" : "circle", outline: s.key, pattern: "outline", colour: GREY }, s.key === "area" ? "in a box: somewhere in the area" : s.label] : null;
      }).concat(seen.doubt ? [[{ shape: "circle", outline: "full", pattern: "outline", colour: GREY, doubt: true }, "in doubt"]] : [])),
      signs(app),
    ].filter(Boolean);
  }

  /* Rings of claimed encirclement that are on the map now, and what stands on them. */
  function signs(app) {
    var seen = new Set(), layer = app.encirclement;
    if (layer && app.map.hasLayer(layer)) geomap.ringStacks(app, layer).forEach(function (stack) {
      stack.shown.forEach(function (ring) { seen.add(ring.sign); ring.marks.forEach(function (m) { seen.add(m[0]); }); });
    });
    var list = app.encoding.signs.concat(app.encoding.beside).filter(function (s) { return seen.has(s.key); });
    if (!list.length) return null;
    return el("span", { class: "geomap-keygroup" }, [el("b", {}, "Ring: said to be surrounded"), el("ul", {}, list.map(function (s) {
      return el("li", {}, [geomap.siegeElement(s.marks, GREY, 9), el("span", {}, s.label)]);
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
    if (!list.length) return null;
    return el("span", { class: "geomap-keygroup" }, [title ? el("b", {}, title) : null, el("ul", {}, list.map(function (item) {
      var label = item[2] ? geomap.said(geomap.clip(item[1], 34)) : item[1];
      return el("li", {}, [geomap.symbolElement(app, item[0], 6.5), el("span", {}, label)]);
    }))]);
  }
})();

/* Spatial claims: distance lines, claimed encirclement per claimant and date, and the list. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };

  /* ---- distance lines --------------------------------------------------------------------------- */

  geomap.layers.distances = function (data) {
    var lines = data.lines.map(function (line) {
      var path = geomap.path(line.path, data.digits);
      return { path: path, line: line };
    });
    var labels = lines.map(function (item) {
      return { text: item.line.label, short: item.line.label.split("\n")[0], kind: "distance", paths: [item.path], priority: 84, beside: true };
    });
    lines.forEach(function (item) {
      var xy = item.path.xy, n = item.path.n;
      [[item.line.from, 0], [item.line.to, n - 1]].forEach(function (end) {
        labels.push({ text: end[0], kind: "town", point: true, priority: 79, gap: 8,
          lon: geomap.lonOf(xy[2 * end[1]]), lat: geomap.latOf(xy[2 * end[1] + 1]) });
      });
    });
    var layer = new geomap.CanvasLayer(4);
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      ctx.lineCap = "butt";
      lines.forEach(function (item) {
        [[theme.halo, 4, []], [theme.ink, 1.4, [9, 4]]].forEach(function (style) {
          ctx.strokeStyle = style[0]; ctx.lineWidth = style[1]; ctx.setLineDash(style[2]);
          ctx.beginPath(); geomap.trace(ctx, view, [item.path], false); ctx.stroke();
        });
      });
      ctx.setLineDash([]);
      this.app.lineBoxes = lineBoxes(lines, view);
    };
    layer.attached = function () { this.app.labels.push(labels); this.app.lines = data.lines; this.app.fire("labels"); };
    layer.detached = function () {
      this.app.lineBoxes = [];
      this.app.labels = this.app.labels.filter(function (list) { return list !== labels; });
      this.app.fire("labels");
    };
    return layer;
  };

  /* Small boxes along the lines, so that no name stands on one. */
  function lineBoxes(lines, view) {
    var found = [];
    lines.forEach(function (item) {
      var path = item.path;
      for (var i = 1; i < path.n; i++) {
        var x0 = view.x(path.xy[2 * i - 2]), y0 = view.y(path.xy[2 * i - 1]), x1 = view.x(path.xy[2 * i]), y1 = view.y(path.xy[2 * i + 1]);
        var n = Math.min(400, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 5));
        for (var k = 0; k < n; k++) {
          var x = x0 + (x1 - x0) * k / n, y = y0 + (y1 - y0) * k / n;
          if (x > -50 && y > -50 && x < view.width + 50 && y < view.height + 50) found.push([x - 2, y - 2, x + 2, y + 2]);
        }
      }
    });
    return found;
  }

  /* ---- claimed encirclement ---------------------------------------------------------------------- */

  /* One ring a claimant and date: hatched where a position is named, dotted where none is. */
  geomap.layers.encirclement = function (data) {
    var layer = new geomap.CanvasLayer(5), labels = [];
    layer.rings = data.rings;
    layer.attached = function () {
      this.app.encirclement = this;
      this.hiddenRings = new Set();
      /* A claim that names no position has nothing to draw but its absence: off at first. */
      data.rings.forEach(function (ring, i) { if (!ring.positions.length) this.hiddenRings.add(i); }, this);
      var self = this;
      this.list = function () { return self.words || labels; };
      this.app.labels.push(this.list);
    };
    layer.detached = function () {
      var list = this.list;
      this.app.labels = this.app.labels.filter(function (l) { return l !== list; });
      this.app.fire("labels");
    };
    layer.draw = function (ctx, view) {
      var self = this;
      this.words = [];
      data.rings.forEach(function (ring, i) { if (!self.hiddenRings.has(i) && inWindow(self.app, ring)) drawRing(ctx, view, ring, self.words); });
      this.app.fire("labels");
    };
    return layer;
  };

  /* A claim belongs to its day: outside the window of days it is not drawn. */
  function inWindow(app, ring) {
    var f = app.filters;
    return !f || ring.day === null || (ring.day >= f.from && ring.day <= f.to);
  }

  function ringPath(view, ring, km, from, to) {
    var points = [], n = Math.max(2, Math.ceil((to - from) / 3));
    for (var i = 0; i <= n; i++) {
      var at = geomap.destination(ring.lon, ring.lat, km, from + (to - from) * i / n);
      points.push([view.x(geomap.worldX(at[0])), view.y(geomap.worldY(at[1]))]);
    }
    return points;
  }

  function band(ctx, view, ring, from, to) {
    var outer = ringPath(view, ring, ring.outer_km, from, to), inner = ringPath(view, ring, ring.inner_km, from, to).reverse();
    ctx.beginPath();
    outer.concat(inner).forEach(function (p, i) { if (i) ctx.lineTo(p[0], p[1]); else ctx.moveTo(p[0], p[1]); });
    ctx.closePath();
  }

  function drawRing(ctx, view, ring, words) {
    var theme = geomap.theme(), colour = geomap.ink(ring.colour);
    ring.open.forEach(function (arc) {
      band(ctx, view, ring, arc[0], arc[1]);
      ctx.fillStyle = theme.paper; ctx.globalAlpha = 0.35; ctx.fill(); ctx.globalAlpha = 1;
      ctx.setLineDash([1.5, 4]); ctx.lineCap = "round"; ctx.lineWidth = 1.4; ctx.strokeStyle = theme.soft; ctx.stroke();
    });
    ring.closed.forEach(function (arc) {
      band(ctx, view, ring, arc[0], arc[1]);
      ctx.save(); ctx.clip();
      ctx.fillStyle = theme.paper; ctx.globalAlpha = 0.55; ctx.fill(); ctx.globalAlpha = 1;
      hatch(ctx, view, colour);
      ctx.restore();
      band(ctx, view, ring, arc[0], arc[1]);
      ctx.setLineDash([]); ctx.lineWidth = 1.6; ctx.strokeStyle = colour; ctx.stroke();
    });
    ctx.setLineDash([]);
    ring.positions.forEach(function (p) { drawPosition(ctx, view, ring, p, colour); });
    ring.exits.forEach(function (x) { drawExit(ctx, view, ring, x, theme); });
    labelRing(ring, words);
  }

  function hatch(ctx, view, colour) {
    ctx.strokeStyle = colour; ctx.lineWidth = 1.4; ctx.setLineDash([]);
    ctx.beginPath();
    for (var d = -view.height; d < view.width; d += 7) { ctx.moveTo(d, 0); ctx.lineTo(d + view.height, view.height); }
    ctx.stroke();
  }

  /* A named position: a line from where it is said to be to the ring. */
  function drawPosition(ctx, view, ring, p, colour) {
    var at = geomap.destination(ring.lon, ring.lat, ring.outer_km, p.bearing);
    ctx.strokeStyle = colour; ctx.lineWidth = 1.2; ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(view.x(geomap.worldX(p.lon)), view.y(geomap.worldY(p.lat)));
    ctx.lineTo(view.x(geomap.worldX(at[0])), view.y(geomap.worldY(at[1])));
    ctx.stroke(); ctx.setLineDash([]);
    ctx.fillStyle = colour;
    ctx.beginPath(); ctx.arc(view.x(geomap.worldX(p.lon)), view.y(geomap.worldY(p.lat)), 3.4, 0, 7); ctx.fill();
  }

  /* A way out: an open or a crossed gate. */
  function drawExit(ctx, view, ring, x, theme) {
    var px = view.x(geomap.worldX(x.lon)), py = view.y(geomap.worldY(x.lat));
    ctx.strokeStyle = theme.halo; ctx.lineWidth = 5; ctx.beginPath(); ctx.arc(px, py, 6, 0, 7); ctx.stroke();
    ctx.strokeStyle = theme.ink; ctx.lineWidth = 1.8; ctx.beginPath(); ctx.arc(px, py, 6, 0, 7); ctx.stroke();
    if (x.covered) { ctx.beginPath(); ctx.moveTo(px - 4, py - 4); ctx.lineTo(px + 4, py + 4); ctx.moveTo(px + 4, py - 4); ctx.lineTo(px - 4, py + 4); ctx.stroke(); }
  }

  function labelRing(ring, words) {
    var middle = (ring.inner_km + ring.outer_km) / 2;
    function at(bearing, text, kind, priority, colour) {
      var p = geomap.destination(ring.lon, ring.lat, kind === "ring" ? ring.outer_km * 1.06 : middle, bearing);
      words.push({ text: text, kind: kind, lon: p[0], lat: p[1], priority: priority, colour: colour });
    }
    if (ring.closed.length) at((ring.closed[0][0] + ring.closed[0][1]) / 2, ring.label, "ring", 78, ring.colour);
    ring.open.forEach(function (arc) { at((arc[0] + arc[1]) / 2, "no position named", "gap", 58); });
    ring.positions.forEach(function (p) { words.push({ text: p.name, kind: "town", lon: p.lon, lat: p.lat, point: true, priority: 66, colour: ring.colour }); });
    ring.exits.forEach(function (x) { words.push({ text: x.name, kind: "pass", lon: x.lon, lat: x.lat, point: true, gap: 9, priority: 52 }); });
  }

  /* ---- the list of claims ------------------------------------------------------------------------- */

  geomap.controls.claimList = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      if (!app.claims.n && !(app.lines || []).length) return;
      var node = el("div", { class: "geomap-claims" });
      panel.add("Claims", node);
      if (app.claims.n) node.append(el("p", {}, "Statements about space, each held against geography. A verdict judges the statement, not whoever made it."));
      if (app.encirclement && app.encirclement.rings.length) node.append(rings(app, app.encirclement));
      if ((app.lines || []).length) node.append(distances(app));
      if (app.claims.n) node.append(cards(app));
    });
  };

  function distances(app) {
    return el("section", {}, [el("h3", {}, "Distances"), el("ul", { class: "geomap-list" }, app.lines.map(function (line) {
      return el("li", {}, [geomap.said(line.from), " to ", geomap.said(line.to), ": " + line.label.replace("\n", ", ")]);
    }))]);
  }

  function rings(app, layer) {
    return el("section", { class: "geomap-rings" }, [el("h3", {}, "Claimed encirclement, per claimant and day")].concat(layer.rings.map(function (ring, i) {
      var box = el("input", { type: "checkbox", onchange: function () { layer.hiddenRings[box.checked ? "delete" : "add"](i); layer.later(); } });
      box.checked = !layer.hiddenRings.has(i);
      return el("article", { class: "geomap-ring" }, [
        el("label", {}, [box, " ", el("b", {}, geomap.said(ring.label))]),
        el("blockquote", { dir: "auto" }, geomap.said(geomap.clip(ring.text, 400))),
        el("p", {}, ["Positions named: ", ring.positions.length ? geomap.said(ring.positions.map(function (p) { return p.name; }).join(", ")) : "none", ". ", ring.summary]),
        ring.claim === null ? null : geomap.verdict(app, ring.claim),
        ring.claim === null ? null : el("p", {}, geomap.said(app.claims.at("measured", ring.claim))),
        ring.claim === null ? null : el("p", { class: "geomap-whyline" }, geomap.said(app.claims.at("why", ring.claim))),
      ]);
    })));
  }

  function cards(app) {
    var t = app.claims, list = el("ul", { class: "geomap-list" });
    for (var row = 0; row < Math.min(t.n, 400); row++) list.append(card(app, t, row));
    return el("section", {}, [el("h3", {}, geomap.count(t.n, "claim")), list]);
  }

  function pickClaim(app, row) {
    var bounds = geomap.claimBounds(app, row);
    app.select({ kind: "claim", row: row });
    if (!bounds || app.map.getBounds().contains(bounds)) return;
    app.moved = true;
    app.map.fitBounds(bounds.pad(0.1), { animate: !app.still });
  }

  function card(app, t, row) {
    var button = el("button", { type: "button", class: "geomap-event", onclick: function (e) { app.cameFrom = e.currentTarget; pickClaim(app, row); } }, [
      el("span", {}, [geomap.said(geomap.clip(t.at("text", row), 160)), " — ", t.at("said_by", row) ? geomap.said(geomap.clip(t.at("said_by", row), 60)) : "the report itself"]),
    ]);
    return el("li", {}, [button, geomap.verdict(app, row), el("p", { class: "geomap-whyline" }, geomap.said(geomap.clip(t.at("measured", row) || t.at("why", row), 300)))]);
  }
})();

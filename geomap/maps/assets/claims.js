/* Spatial claims: distance lines, and the list. */
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
    var layer = new geomap.CanvasLayer(4, { fixed: true });
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

  /* ---- the list of claims ------------------------------------------------------------------------- */

  geomap.controls.claimList = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      var lanes = geomap.lanes(app);
      if (!app.claims.n && !(app.lines || []).length && !lanes.children.length) return;
      var node = el("div", { class: "geomap-claims" }, lanes);
      panel.add("Claims", node);
      if (app.claims.n) node.append(el("p", {}, "Statements about space, each held against geography. A verdict judges the statement, not whoever made it."));
      if (app.encirclement && app.encirclement.rings.length) node.append(geomap.ringList(app, app.encirclement));
      if ((app.lines || []).length) node.append(distances(app));
      if (app.claims.n) node.append(cards(app));
    });
  };

  function distances(app) {
    return el("section", {}, [el("h3", {}, "Distances that reports state"), el("ul", { class: "geomap-list" }, app.lines.map(function (line) {
      return el("li", {}, [geomap.said(line.from), " to ", geomap.said(line.to), ": " + line.label.replace("\n", ", ")]);
    }))]);
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
    var ring = app.ringOf ? app.ringOf(row) : null;
    if (ring) return el("li", {}, [button, el("p", { class: "geomap-whyline" }, geomap.said(ring.lines[0]))]);
    return el("li", {}, [button, geomap.verdict(app, row), el("p", { class: "geomap-whyline" }, geomap.said(geomap.clip(t.at("measured", row) || t.at("why", row), 300)))]);
  }
})();

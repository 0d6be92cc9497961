/* Events: one canvas for all of them, drawn from columns. */
(function () {
  "use strict";
  var RADIUS = geomap.RADIUS;

  geomap.layers.events = function (data) {
    var layer = new geomap.CanvasLayer(6);
    layer.attached = function (map) {
      var app = this.app, self = this;
      this.keys = { obstacles: function () { return self.boxes || []; }, labels: function () { return self.labels || []; } };
      app.obstacles.push(this.keys.obstacles);
      app.labels.push(this.keys.labels);
      app.eventLayer = this;
      map.on("click", this.clicked, this);
      map.on("mousemove", this.moved, this);
      map.on("mouseout movestart", this.left, this);
      if (!app.events) geomap.readAtlas(app, data);
    };
    layer.detached = function () {
      var keys = this.keys, app = this.app;
      app.obstacles = app.obstacles.filter(function (k) { return k !== keys.obstacles; });
      app.labels = app.labels.filter(function (k) { return k !== keys.labels; });
      this._map.off("click", this.clicked, this);
      this._map.off("mousemove", this.moved, this);
      this._map.off("mouseout movestart", this.left, this);
    };
    layer.draw = function (ctx, view) {
      var app = this.app;
      if (!app.events) return;
      var key = geomap.clusterKey(app, view);
      if (this.clusterKey !== key) { this.clusters = geomap.clusters(app, view); this.clusterKey = key; }
      this.boxes = []; this.labels = []; this.hits = [];
      drawAreas(ctx, view, app, this.clusters);
      drawClaim(ctx, view, app);
      geomap.drawBetween(ctx, view, this);
      var self = this;
      this.clusters.forEach(function (c) { if (!c.area) drawAnchors(ctx, view, app, c); });
      this.clusters.slice().reverse().forEach(function (c) {
        var x = view.x(c.wx), y = view.y(c.wy);
        if (x < -60 || y < -60 || x > view.width + 60 || y > view.height + 60) return;
        drawCluster(ctx, view, self, c, x, y);
      });
      app.fire("placed");
      setTimeout(function () { app.begun = true; }, 0);
      /* For those who measure: when the first picture of the events stood. */
      if (!window.geomapReady) requestAnimationFrame(function () { window.geomapReady = performance.now(); });
    };
    layer.clicked = clicked;
    layer.moved = moved;
    layer.left = function () { geomap.hover(this.app, null); };
    return layer;
  };

  /* An area has its border around it. One that was outlined by hand, a sea or a range, has no sharp
     edge and is a tint, as long as it is not all around the view. */
  function drawAreas(ctx, view, app, clusters) {
    clusters.forEach(function (c) {
      if (!c.area) return;
      var id = c.items[0].group.placeId, area = areaOf(app, id), vague = app.vague.has(id);
      if (!area || !geomap.seen(view, area.box, 20)) return;
      var theme = geomap.theme(), on = app.selectedGroup() === c.items[0].group;
      if (vague && (area.box[2] - area.box[0]) * view.scale > 3 * view.seenWidth) return;
      ctx.save();
      ctx.beginPath(); geomap.trace(ctx, view, area.paths, true);
      if (on || vague) { ctx.globalAlpha = on ? 0.14 : 0.07; ctx.fillStyle = theme.ink; ctx.fill("evenodd"); ctx.globalAlpha = 1; }
      if (vague) { ctx.restore(); return; }
      ctx.globalAlpha = on ? 1 : 0.85;
      ctx.strokeStyle = theme.halo; ctx.lineWidth = on ? 5 : 3; ctx.stroke();
      ctx.strokeStyle = theme.ink; ctx.lineWidth = on ? 2.2 : 1.3; ctx.setLineDash([7, 3]); ctx.stroke();
      ctx.restore();
    });
  }

  /* The geometry of the selected spatial claim: where the words allow its subject to be. */
  function drawClaim(ctx, view, app) {
    var s = app.selection;
    if (!s || s.kind !== "claim" || !app.claimPaths[s.row]) return;
    var theme = geomap.theme(), paths = claimPaths(app, s.row), open = app.claimPaths[s.row].open;
    ctx.save();
    ctx.beginPath(); geomap.trace(ctx, view, paths, !open);
    if (!open) { ctx.globalAlpha = 0.16; ctx.fillStyle = theme.ink; ctx.fill("evenodd"); ctx.globalAlpha = 1; }
    ctx.strokeStyle = theme.halo; ctx.lineWidth = 4; ctx.stroke();
    ctx.strokeStyle = theme.ink; ctx.lineWidth = 2; ctx.stroke();
    ctx.restore();
  }

  function claimPaths(app, row) {
    var entry = app.claimPaths[row];
    if (!entry.paths) entry.paths = geomap.pathsOf(entry.lines, app.areaDigits);
    return entry.paths;
  }

  /* The box of a claim's geometry in degrees, or null. */
  geomap.claimBounds = function (app, row) {
    if (!app.claimPaths[row]) return null;
    var box = geomap.boxOf(claimPaths(app, row));
    return box[0] < Infinity ? L.latLngBounds([geomap.latOf(box[3]), geomap.lonOf(box[0])], [geomap.latOf(box[1]), geomap.lonOf(box[2])]) : null;
  };

  function areaOf(app, id) {
    var list = app.areas[id];
    if (!list) return null;
    if (!list.paths) {
      var paths = geomap.pathsOf(list, app.areaDigits);
      app.areas[id] = { paths: paths, box: geomap.boxOf(paths) };
    }
    return app.areas[id];
  }
  geomap.areaOf = areaOf;

  function drawCluster(ctx, view, layer, c, x, y) {
    var app = layer.app, theme = geomap.theme();
    if (c.area) {
      ctx.beginPath();
      ctx.rect(x - c.halfWidth, y - c.halfHeight, 2 * c.halfWidth, 2 * c.halfHeight);
      ctx.fillStyle = theme.paper; ctx.globalAlpha = 0.86; ctx.fill(); ctx.globalAlpha = 1;
      ctx.setLineDash([7, 3]); ctx.strokeStyle = theme.ink; ctx.lineWidth = 1; ctx.stroke(); ctx.setLineDash([]);
    } else drawRadius(ctx, view, layer, c);
    c.spots.forEach(function (o, i) {
      var px = x + o[0], py = y + o[1], row = c.rows[i], r = sized(app, row);
      geomap.stamp(ctx, geomap.look(app, row), px, py, r);
      if (chosen(app, row)) ring(ctx, px, py, r);
      layer.hits.push({ x: px, y: py, r: r, row: row, cluster: c });
    });
    if (c.shares) {
      drawDisc(ctx, c, x, y);
      if (holds(app, c, app.selectedGroup())) ring(ctx, x, y, c.radius);
      layer.hits.push({ x: x, y: y, r: c.radius - 7, row: null, cluster: c });
    }
    layer.boxes.push([x - c.halfWidth, y - c.halfHeight, x + c.halfWidth, y + c.halfHeight]);
    var name = c.name === undefined ? (c.name = placeName(app, c)) : c.name;
    if (name) {
      layer.labels.push({
        text: name, kind: "story", wx: c.wx, wy: c.wy, point: true,
        gap: c.halfHeight + 3, side: c.halfWidth + 3, priority: 85 + Math.min(10, c.count),
      });
    }
  }

  function chosen(app, row) { var s = app.selection; return !!s && s.kind === "event" && (s.row === row || s.from === row); }

  function holds(app, c, group) { return !!group && c.items.some(function (item) { return item.groups.some(function (i) { return app.groups[i] === group; }); }); }

  /* Where it is asked for, the area of a sign grows with the number killed. */
  function sized(app, row) {
    return app.filters.sized ? Math.min(17, 6 + 2.4 * Math.log10(1 + geomap.killed(app, row)) * 1.9) : RADIUS;
  }

  /* Many events as one disc: around it the shares of its colours, within it those of its fills. */
  function drawDisc(ctx, c, x, y) {
    var theme = geomap.theme(), r = c.radius, band = 6;
    ctx.beginPath(); ctx.arc(x, y, r + 1.5, 0, 7); ctx.fillStyle = theme.halo; ctx.fill();
    wedges(c.shares.colours, c.count, function (colour, a, b) {
      ctx.beginPath(); ctx.arc(x, y, r - band / 2, a, b); ctx.lineWidth = band; ctx.strokeStyle = geomap.ink(colour); ctx.stroke();
    });
    wedges(c.shares.patterns, c.count, function (pattern, a, b) {
      ctx.save();
      ctx.beginPath(); ctx.moveTo(x, y); ctx.arc(x, y, r - band - 1.5, a, b); ctx.closePath(); ctx.clip();
      ctx.translate(x, y);
      geomap.fillTile(ctx, RADIUS, pattern, theme.dark ? "#7d838c" : "#a9aeb6", theme.paper);
      ctx.restore();
    });
    var text = c.count < 10000 ? c.count.toLocaleString("en") : Math.round(c.count / 1000) + "k";
    ctx.font = "700 13px system-ui, sans-serif";
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
    ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    ctx.lineWidth = 5; ctx.strokeStyle = theme.paper; ctx.strokeText(text, x, y);
    ctx.fillStyle = theme.ink; ctx.fillText(text, x, y);
  }

  function wedges(shares, whole, draw) {
    var a = -Math.PI / 2;
    shares.forEach(function (share) { var b = a + share[1] / whole * 2 * Math.PI; draw(share[0], a, b); a = b; });
  }

  /* The name of a cluster's place, and how many other places it gathers. */
  function placeName(app, c) {
    var levels = app.codes.place.levels, names = [], n = 0, seen = (app.placeSeen = app.placeSeen || new Float64Array(levels.length)), mark = (app.placeMark = (app.placeMark || 0) + 1);
    function add(code) {
      if (seen[code] === mark || !levels[code]) return;
      seen[code] = mark;
      if (n++ < 2) names.push(geomap.clip(levels[code], 40));
    }
    for (var i = 0; i < c.items.length; i++) {
      var item = c.items[i];
      add(app.groupPlace[item.index]);
      for (var j = 0; j < item.groups.length; j++) add(app.groupPlace[item.groups[j]]);
    }
    return n > 2 ? names[0] + " and " + (n - 1) + " more" : names.join(", ");
  }

  /* The radius of a selected event to scale: a circle without words would look like a siege. */
  function drawRadius(ctx, view, layer, c) {
    var app = layer.app;
    c.rows.forEach(function (row) {
      var on = app.selection && app.selection.kind === "event" && app.selection.row === row;
      if (!on) return;
      var lat = app.events.at("lat", row) / 1e5, metres = app.events.at("uncertainty_m", row);
      if (!metres) return;
      var lon = app.events.at("lon", row) / 1e5, r = metres / 40075017 * 256 * view.scale / Math.cos(lat * Math.PI / 180);
      layer.labels.push({ text: "within " + Math.round(metres / 1000) + " km: " + geomap.clip(app.events.at("place", row), 40), kind: "gap", lon: lon, lat: lat, point: true, gap: 2, far: r + 2, priority: 70 });
      ctx.save();
      ctx.beginPath(); ctx.arc(view.x(geomap.worldX(lon)), view.y(geomap.worldY(lat)), r, 0, 7);
      ctx.setLineDash([1, 5]); ctx.lineCap = "round"; ctx.lineWidth = 2.4;
      ctx.strokeStyle = geomap.ink(geomap.look(app, row).colour); ctx.stroke();
      ctx.restore();
    });
  }

  /* A dot at each place that a cluster gathers, so that nobody takes the cluster for the place; under
     all signs, and none where the places are so many that dots would only be noise. */
  function drawAnchors(ctx, view, app, c) {
    if (app.groups.length > geomap.MANY) return;
    var n = c.items.reduce(function (sum, item) { return sum + item.groups.length; }, 0);
    if (n < 2 || n > 60) return;
    ctx.fillStyle = geomap.theme().ink;
    c.items.forEach(function (item) {
      item.groups.forEach(function (i) {
        var group = app.groups[i];
        if (group === c.items[0].group) return;
        ctx.beginPath(); ctx.arc(view.x(group.x), view.y(group.y), 2, 0, 7); ctx.fill();
      });
    });
  }

  function ring(ctx, x, y, r) {
    var theme = geomap.theme();
    ctx.lineWidth = 5; ctx.strokeStyle = theme.halo; ctx.beginPath(); ctx.arc(x, y, r + 6, 0, 7); ctx.stroke();
    ctx.lineWidth = 2.6; ctx.strokeStyle = theme.ink; ctx.beginPath(); ctx.arc(x, y, r + 6, 0, 7); ctx.stroke();
  }

  function hit(layer, containerPoint) {
    if (!layer.hits || !layer.canvas) return null;
    var at = layer._map.containerPointToLayerPoint(containerPoint).subtract(layer._map.latLngToLayerPoint(layer.topLeft));
    var best = null, least = 7;
    layer.hits.forEach(function (h) {
      var d = Math.hypot(h.x - at.x, h.y - at.y) - h.r;
      if (d < least) { least = d; best = h; }
    });
    return best;
  }

  function clicked(event) {
    var found = hit(this, event.containerPoint);
    if (!found) return;
    if (found.row === null) this.app.selectGroup(found.cluster);
    else {
      /* With Shift a second event is selected beside the first. */
      var s = this.app.selection, more = event.originalEvent && event.originalEvent.shiftKey && s && s.kind === "event";
      if (more) this.app.measuring = s.row;
      this.app.select({ kind: "event", row: found.row });
    }
  }

  function moved(event) {
    var found = hit(this, event.containerPoint), box = this._map.getContainer();
    box.classList.toggle("geomap-over", !!found);
    geomap.hover(this.app, found, event.containerPoint);
  }
})();

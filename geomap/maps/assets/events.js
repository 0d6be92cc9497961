/* Events: one canvas for all of them, gathered by place, drawn from columns. */
(function () {
  "use strict";
  var RADIUS = 9, CELL = 68, SHOWN = 7;

  /* Read the tables once: looks, groups by place, statements of each event. */
  geomap.readAtlas = function (app, data) {
    app.meta = data.meta;
    app.encoding = data.encoding;
    app.events = geomap.table(data.events);
    app.statements = geomap.table(data.statements);
    app.sources = geomap.table(data.sources);
    app.mentions = geomap.table(data.mentions);
    app.claims = geomap.table(data.claims);
    app.areas = data.areas || {};
    app.areaDigits = data.digits;
    app.claimPaths = data.claim_paths || {};
    app.sourceRow = app.sources.index("report_id");
    linkStatements(app);
    app.patterns = {};
    data.encoding.statuses.forEach(function (s) { app.patterns[s.key] = s.pattern; });
    geomap.readGroups(app);
    geomap.startFilters(app);
    app.fire("data");
  };

  /* Statements of each event as slices of one array. */
  function linkStatements(app) {
    var rows = app.events.index("id"), s = app.statements, n = app.events.n;
    var of = new Int32Array(s.n), first = new Int32Array(n + 1);
    for (var i = 0; i < s.n; i++) {
      var row = rows.get(s.at("event_id", i));
      of[i] = row === undefined ? -1 : row;
      if (of[i] >= 0) first[of[i] + 1]++;
    }
    for (var e = 0; e < n; e++) first[e + 1] += first[e];
    var fill = first.slice(), list = new Int32Array(first[n]);
    for (i = 0; i < s.n; i++) if (of[i] >= 0) list[fill[of[i]]++] = i;
    app.statementsOf = function (event) { return list.subarray(first[event], first[event + 1]); };
    app.eventOfStatement = of;
  }

  geomap.look = function (app, row) {
    var t = app.events, side = t.at("side", row), sides = app.encoding.sides;
    var status = app.statusNow ? app.statusNow(row) : t.at("status", row);
    return {
      shape: t.at("shape", row), outline: t.at("outline", row), pattern: app.patterns[status] || "dots",
      colour: (sides[side] || sides[sides.length - 1]).colour,
    };
  };

  geomap.readGroups = function (app) {
    var t = app.events, groups = new Map();
    app.groupOf = new Int32Array(t.n).fill(-1);
    app.groups = [];
    for (var row = 0; row < t.n; row++) {
      var lon = t.at("lon", row), lat = t.at("lat", row);
      if (lon === null || lat === null) continue;
      var area = t.at("outline", row) === "area";
      var key = area ? "a" + (t.at("place_id", row) || lon + "," + lat) : lon + "," + lat;
      var at = groups.get(key);
      if (at === undefined) {
        at = app.groups.length;
        groups.set(key, at);
        app.groups.push({
          x: geomap.worldX(lon / 1e5), y: geomap.worldY(lat / 1e5), area: area, rows: [],
          place: t.at("place", row), placeId: t.at("place_id", row),
        });
      }
      app.groups[at].rows.push(row);
      app.groupOf[row] = at;
    }
  };

  /* Gather groups whose symbols would overlap; the largest keeps its place. */
  function cluster(app, view) {
    var shown = [];
    app.groups.forEach(function (group, index) {
      var rows = app.shown === app.events.n ? group.rows : group.rows.filter(function (row) { return app.visible[row]; });
      if (rows.length) shown.push({ group: group, index: index, rows: rows, x: group.x * view.scale, y: group.y * view.scale });
    });
    shown.sort(function (a, b) { return b.rows.length - a.rows.length || a.index - b.index; });
    var cells = new Map(), clusters = [];
    function key(x, y) { return Math.floor(x / CELL) * 4194304 + Math.floor(y / CELL); }
    function join(item) {
      for (var i = -1; i <= 1; i++) for (var j = -1; j <= 1; j++) {
        var near = cells.get(key(item.x + i * CELL, item.y + j * CELL));
        for (var k = 0; near && k < near.length; k++) {
          var c = near[k], reach = extent(c.count) + extent(item.rows.length);
          if (Math.hypot(c.x - item.x, c.y - item.y) < reach) { c.items.push(item); c.count += item.rows.length; return true; }
        }
      }
      return false;
    }
    shown.forEach(function (item) {
      if (!item.group.area && join(item)) return;
      var made = { x: item.x, y: item.y, wx: item.group.x, wy: item.group.y, area: item.group.area, items: [item], count: item.rows.length };
      clusters.push(made);
      if (made.area) return;
      var at = key(item.x, item.y);
      if (!cells.has(at)) cells.set(at, []);
      cells.get(at).push(made);
    });
    clusters.forEach(function (c) { c.rows = pick(app, c); });
    return clusters;
  }

  /* How far the symbols of n events reach from their place, in pixels. */
  function extent(n) { return n === 1 ? 13 : n === 2 ? 21 : n === 3 ? 25 : 34; }

  /* The events of a cluster that are drawn: contested first, then by the order of statuses. */
  function pick(app, c) {
    var rank = app.statusRank, rows = [];
    c.items.forEach(function (item) { for (var i = 0; i < item.rows.length && i < 400; i++) rows.push(item.rows[i]); });
    rows.sort(function (a, b) { return rank(a) - rank(b) || a - b; });
    return rows.length > SHOWN ? rows.slice(0, SHOWN - 1) : rows;
  }

  /* Offsets of n symbols packed around a point, or in rows for a box. */
  var RING = [[0, 0], [1, 0], [-1, 0], [0.5, 0.87], [-0.5, 0.87], [0.5, -0.87], [-0.5, -0.87]];
  function offsets(n, area) {
    var gap = RADIUS * 2 + 4.5, list = [];
    if (!area) {
      if (n === 1) return [[0, 0]];
      if (n === 2) return [[-gap / 2, 0], [gap / 2, 0]];
      if (n === 3) return [[-gap / 2, gap * 0.3], [gap / 2, gap * 0.3], [0, -gap * 0.57]];
      return RING.slice(0, n).map(function (o) { return [o[0] * gap, o[1] * gap]; });
    }
    var wide = Math.min(n, 4), rows = Math.ceil(n / wide);
    for (var i = 0; i < n; i++) {
      list.push([(i % wide - (wide - 1) / 2) * gap, (Math.floor(i / wide) - (rows - 1) / 2) * gap]);
    }
    return list;
  }

  function place(c) {
    var more = c.count > c.rows.length, n = c.rows.length + (more ? 1 : 0), at = offsets(n, c.area);
    var w = 0, h = 0;
    at.forEach(function (o) { w = Math.max(w, Math.abs(o[0])); h = Math.max(h, Math.abs(o[1])); });
    c.spots = at; c.more = more;
    c.halfWidth = w + RADIUS + 5; c.halfHeight = h + RADIUS + 5;
  }

  /* Move boxes of areas aside until none covers another group; points stay where they are. */
  function settle(clusters, view) {
    var taken = clusters.filter(function (c) { return !c.area; });
    if (taken.length > 1500) return;
    function free(c, x, y) {
      return taken.every(function (o) {
        return Math.abs(o.x - x) >= o.halfWidth + c.halfWidth || Math.abs(o.y - y) >= o.halfHeight + c.halfHeight;
      });
    }
    clusters.forEach(function (c) {
      if (!c.area) return;
      for (var n = 0; n <= 9; n++) {
        var step = STEPS.find(function (s) { return free(c, c.x + s[0] * n * 10, c.y + s[1] * n * 10); });
        if (step) { c.x += step[0] * n * 10; c.y += step[1] * n * 10; break; }
      }
      c.wx = c.x / view.scale; c.wy = c.y / view.scale;
      taken.push(c);
    });
  }
  var STEPS = [[0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, 1], [1, 1], [-1, -1]];

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
      if (!app.events) geomap.readAtlas(app, data);
    };
    layer.detached = function () {
      var keys = this.keys, app = this.app;
      app.obstacles = app.obstacles.filter(function (k) { return k !== keys.obstacles; });
      app.labels = app.labels.filter(function (k) { return k !== keys.labels; });
      this._map.off("click", this.clicked, this);
      this._map.off("mousemove", this.moved, this);
    };
    layer.draw = function (ctx, view) {
      var app = this.app;
      if (!app.events) return;
      var key = view.zoom + ":" + app.revision;
      if (this.clusterKey !== key) { this.clusters = cluster(app, view); this.clusters.forEach(place); settle(this.clusters, view); this.clusterKey = key; }
      this.boxes = []; this.labels = []; this.hits = [];
      drawAreas(ctx, view, app, this.clusters);
      drawClaim(ctx, view, app);
      var self = this;
      this.clusters.slice().reverse().forEach(function (c) {
        var x = view.x(c.wx), y = view.y(c.wy);
        if (x < -60 || y < -60 || x > view.width + 60 || y > view.height + 60) return;
        drawCluster(ctx, view, self, c, x, y);
      });
      app.fire("placed");
      /* For those who measure: when the first picture of the events stood. */
      if (!window.geomapReady) requestAnimationFrame(function () { window.geomapReady = performance.now(); });
    };
    layer.clicked = clicked;
    layer.moved = moved;
    return layer;
  };

  function drawAreas(ctx, view, app, clusters) {
    clusters.forEach(function (c) {
      if (!c.area) return;
      var area = areaOf(app, c.items[0].group.placeId);
      if (!area || !geomap.seen(view, area.box, 20)) return;
      var theme = geomap.theme(), on = app.selectedGroup() === c.items[0].group;
      ctx.save();
      ctx.beginPath(); geomap.trace(ctx, view, area.paths, true);
      if (on) { ctx.globalAlpha = 0.12; ctx.fillStyle = theme.ink; ctx.fill("evenodd"); ctx.globalAlpha = 1; }
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
    } else {
      drawRadius(ctx, view, app, c);
      drawAnchors(ctx, view, c);
    }
    c.spots.forEach(function (o, i) {
      var px = x + o[0], py = y + o[1], row = c.rows[i];
      if (row === undefined) return drawMore(ctx, c.count - c.rows.length, px, py);
      geomap.stamp(ctx, geomap.look(app, row), px, py, RADIUS);
      if (app.selection && app.selection.kind === "event" && app.selection.row === row) ring(ctx, px, py);
      layer.hits.push({ x: px, y: py, row: row, cluster: c });
    });
    if (c.more) layer.hits.push({ x: x + c.spots[c.spots.length - 1][0], y: y + c.spots[c.spots.length - 1][1], row: null, cluster: c });
    layer.boxes.push([x - c.halfWidth, y - c.halfHeight, x + c.halfWidth, y + c.halfHeight]);
    var name = placeName(c);
    if (name) {
      layer.labels.push({
        text: name, kind: "story", wx: c.wx, wy: c.wy, point: true,
        gap: c.halfHeight + 3, side: c.halfWidth + 3, priority: 80 + Math.min(15, c.count),
      });
    }
  }

  /* The name of a cluster's place, and how many other places it gathers. */
  function placeName(c) {
    var names = Array.from(new Set(c.items.map(function (item) { return item.group.place; }))).filter(Boolean);
    if (!names.length) return "";
    var first = geomap.clip(names[0], 40);
    if (names.length === 2) return first + ", " + geomap.clip(names[1], 40);
    return names.length > 2 ? first + " and " + (names.length - 1) + " more" : first;
  }

  /* The radius to scale, where the place is known to more than 25 km, or is selected. */
  function drawRadius(ctx, view, app, c) {
    c.rows.forEach(function (row) {
      var on = app.selection && app.selection.kind === "event" && app.selection.row === row;
      if (!on && app.events.at("outline", row) !== "dotted") return;
      var lat = app.events.at("lat", row) / 1e5, metres = app.events.at("uncertainty_m", row);
      if (!metres) return;
      var r = metres / 40075017 * 256 * view.scale / Math.cos(lat * Math.PI / 180);
      ctx.save();
      ctx.beginPath(); ctx.arc(view.x(geomap.worldX(app.events.at("lon", row) / 1e5)), view.y(geomap.worldY(lat)), r, 0, 7);
      ctx.setLineDash([1, 5]); ctx.lineCap = "round"; ctx.lineWidth = on ? 2.4 : 1.6;
      ctx.strokeStyle = geomap.ink(geomap.look(app, row).colour); ctx.stroke();
      ctx.restore();
    });
  }

  /* A dot at each place that a cluster gathers, so that nobody takes the cluster for the place. */
  function drawAnchors(ctx, view, c) {
    if (c.items.length < 2 || c.items.length > 60) return;
    ctx.fillStyle = ctx.strokeStyle = geomap.theme().ink;
    c.items.slice(1).forEach(function (item) {
      ctx.beginPath(); ctx.arc(view.x(item.group.x), view.y(item.group.y), 2, 0, 7); ctx.fill();
    });
  }

  function drawMore(ctx, n, x, y) {
    var theme = geomap.theme(), text = "+" + (n > 999 ? Math.round(n / 1000) + "k" : n);
    ctx.font = "700 11px system-ui, sans-serif";
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
    ctx.textAlign = "center"; ctx.textBaseline = "middle";
    ctx.lineWidth = 3.5; ctx.lineJoin = "round"; ctx.strokeStyle = theme.halo; ctx.strokeText(text, x, y);
    ctx.fillStyle = theme.ink; ctx.fillText(text, x, y);
  }

  function ring(ctx, x, y) {
    var theme = geomap.theme();
    ctx.lineWidth = 5; ctx.strokeStyle = theme.halo; ctx.beginPath(); ctx.arc(x, y, RADIUS + 6, 0, 7); ctx.stroke();
    ctx.lineWidth = 2.6; ctx.strokeStyle = theme.ink; ctx.beginPath(); ctx.arc(x, y, RADIUS + 6, 0, 7); ctx.stroke();
  }

  function hit(layer, containerPoint) {
    if (!layer.hits || !layer.canvas) return null;
    var at = layer._map.containerPointToLayerPoint(containerPoint).subtract(layer._map.latLngToLayerPoint(layer.topLeft));
    var best = null, least = RADIUS + 7;
    layer.hits.forEach(function (h) {
      var d = Math.hypot(h.x - at.x, h.y - at.y);
      if (d < least) { least = d; best = h; }
    });
    return best;
  }

  function clicked(event) {
    var found = hit(this, event.containerPoint);
    if (!found) return;
    if (found.row === null) this.app.selectGroup(found.cluster);
    else this.app.select({ kind: "event", row: found.row });
  }

  function moved(event) {
    var found = hit(this, event.containerPoint), box = this._map.getContainer();
    box.classList.toggle("geomap-over", !!found);
    var app = this.app, tip = found ? geomap.tipOf(app, found) : "";
    if (tip !== this.tip) { this.tip = tip; box.title = tip; }
  }

  geomap.tipOf = function (app, found) {
    if (found.row === null) return geomap.count(found.cluster.count, "event") + ": select to list them";
    return geomap.clip(geomap.headline(app, found.row), 200);
  };
})();

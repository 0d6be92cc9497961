/* Claimed encirclement: a ring per claimant and day on the map, and what a reader is told of it. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var LEAST = 44, SMALLEST = 22, APART = 28, WRAP = 34, CELL = 26, WORDS = 46;

  geomap.layers.encirclement = function (data) {
    var layer = new geomap.CanvasLayer(5);
    layer.rings = data.rings;
    layer.most = data.most;
    layer.boxes = []; layer.hits = []; layer.words = [];
    layer.attached = function (map) {
      var self = this, app = this.app;
      app.encirclement = this;
      app.ringOf = function (row) { return data.rings.find(function (ring) { return ring.rows.indexOf(row) >= 0; }); };
      this.hiddenRings = this.hiddenRings || new Set();
      this.keys = [function () { return self.words; }, function () { return self.boxes; }];
      app.labels.push(this.keys[0]);
      app.obstacles.push(this.keys[1]);
      map.on("click", clicked, this);
    };
    layer.detached = function () {
      var app = this.app, keys = this.keys;
      app.labels = app.labels.filter(function (list) { return list !== keys[0]; });
      app.obstacles = app.obstacles.filter(function (list) { return list !== keys[1]; });
      this._map.off("click", clicked, this);
      app.fire("labels");
    };
    /* The box in degrees that the rings of the first view fill at this zoom, with their words. */
    layer.room = function () {
      var map = this._map, origin = map.getPixelOrigin(), scale = Math.pow(2, map.getZoom()), found = null;
      var view = { scale: scale, x: function (wx) { return wx * scale - origin.x; }, y: function (wy) { return wy * scale - origin.y; } };
      geomap.ringStacks(this.app, this).forEach(function (stack) {
        var ring = stack.shown[0], at = spot(view, ring), r = radius(view, ring, LEAST) + (stack.shown.length - 1) * APART;
        if (!L.latLngBounds(map.options.geomapHome).contains([ring.lat, geomap.lng(ring.lon)])) return;
        var box = L.latLngBounds(map.layerPointToLatLng([at[0] - r - 10, at[1] - r - WORDS]), map.layerPointToLatLng([at[0] + r + 10, at[1] + r + 14]));
        found = found ? found.extend(box) : box;
      });
      return found;
    };
    layer.draw = function (ctx, view) {
      var self = this, stacks = geomap.ringStacks(this.app, this);
      this.words = []; this.boxes = []; this.hits = [];
      var room = roomOf(view, stacks);
      Array.from(stacks.values()).forEach(function (stack, i) {
        var of = stack.shown.length, reach = 0;
        /* What tells most stands outermost, where its arrows are free. */
        stack.shown.slice().reverse().forEach(function (ring, n) {
          reach = Math.max(radius(view, ring, room[i]), reach + (n ? APART : 0));
          drawRing(self, ctx, view, ring, reach, which(n, of));
        });
        self.hits.slice(-of).forEach(function (hit) { note(ctx, hit); });
        if (stack.more.length) self.words.push(moreLabel(stack, reach));
      });
      this.app.fire("labels");
    };
    return layer;
  };

  /* A claim belongs to its day: outside the window of days it is not drawn. */
  function inWindow(app, ring) {
    var f = app.filters, day = f && f.clock === "known" ? ring.known : ring.day;
    return !f || day === null || (day >= f.from && day <= f.to);
  }

  /* The rings of the window by place: those that are drawn, and those that do not fit. */
  geomap.ringStacks = function (app, layer) {
    var stacks = new Map(), most = app.map.getSize().x < 640 ? layer.most - 1 : layer.most;
    layer.rings.forEach(function (ring, i) {
      if (ring.lon === null || layer.hiddenRings.has(i) || !inWindow(app, ring)) return;
      var key = ring.lon + "," + ring.lat;
      if (!stacks.has(key)) stacks.set(key, { shown: [], more: [] });
      var stack = stacks.get(key);
      (stack.shown.length < most ? stack.shown : stack.more).push(ring);
    });
    return stacks;
  };

  function kilometre(view, ring) { return 256 * view.scale / (40075.017 * Math.cos(ring.lat * Math.PI / 180)); }

  /* As far as it reaches on the ground; large enough to read, but clear of the next place's ring. */
  function radius(view, ring, room) { return Math.max(SMALLEST, Math.min(LEAST, room), ring.km * kilometre(view, ring)); }

  function spot(view, ring) { return [view.x(geomap.worldX(ring.lon)), view.y(geomap.worldY(ring.lat))]; }

  /* Half the way to the nearest other place that has a ring, in pixels. */
  function roomOf(view, stacks) {
    var at = Array.from(stacks.values()).map(function (stack) { return spot(view, stack.shown[0]); });
    return at.map(function (one, i) {
      return at.reduce(function (least, other, k) { return k === i ? least : Math.min(least, Math.hypot(one[0] - other[0], one[1] - other[1]) / 2 - 3); }, Infinity);
    });
  }

  function drawRing(layer, ctx, view, ring, r, place) {
    var at = spot(view, ring), x = at[0], y = at[1], colour = geomap.ink(ring.colour);
    var s = layer.app.selection, pen = { colour: colour, km: ring.km, kmpx: kilometre(view, ring) };
    if (s && s.kind === "claim" && ring.rows.indexOf(s.row) >= 0) {
      ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.lineWidth = 16; ctx.strokeStyle = colour; ctx.globalAlpha = 0.25; ctx.stroke(); ctx.globalAlpha = 1;
    }
    geomap.siege(ctx, ring.marks.filter(function (m) { return m[0] !== "note"; }), x, y, r, pen);
    layer.hits.push({ x: x, y: y, r: r, ring: ring });
    words(layer, ctx, { c: ctx, x: x, y: y, r: r, km: ring.km, kmpx: pen.kmpx, tooth: 8 }, ring, view, place);
    around(layer.boxes, x, y, r);
  }

  /* The few words of a ring stand over the rings around it. */
  function note(ctx, hit) {
    geomap.siege(ctx, hit.ring.marks.filter(function (m) { return m[0] === "note"; }), hit.x, hit.y, hit.r, { colour: geomap.ink(hit.ring.colour) });
  }

  /* Names keep off the line of a ring. */
  function around(boxes, x, y, r) {
    var n = Math.min(240, Math.ceil(r * 0.7));
    for (var i = 0; i < n; i++) {
      var p = geomap.siegeAt({ x: x, y: y }, 360 * i / n, r);
      boxes.push([p[0] - 4, p[1] - 4, p[0] + 4, p[1] + 4]);
    }
  }

  function words(layer, ctx, at, ring, view, place) {
    var out = 14;
    ring.marks.forEach(function (m) {
      if (m[0] === "note") layer.boxes.push(geomap.siegeNote(at, m[1], m[3]));
      if (["place", "elsewhere", "out", "cut", "wave"].indexOf(m[0]) < 0) return;
      var named = m[0] === "place" || m[0] === "elsewhere", bearing = m[0] === "wave" ? (m[1] + m[2]) / 2 : m[1];
      var far = named ? geomap.siegeReach(at, m[4]) : at.r + (m[0] === "wave" ? 4 : 26), p = geomap.siegeAt(at, bearing, far);
      out = Math.max(out, far - at.r + 8);
      layer.boxes.push([p[0] - 3, p[1] - 3, p[0] + 3, p[1] + 3]);
      layer.words.push({
        text: geomap.clip(m[3], 60), kind: named ? "ringplace" : "way", lon: geomap.lonOf((p[0] + view.ox) / view.scale), lat: geomap.latOf((p[1] + view.oy) / view.scale),
        point: true, gap: 5, toward: far < at.r ? bearing + 180 : bearing, priority: 99, over: true,
      });
    });
    layer.words.push({
      text: wrapped("Siege claim" + place + ": " + ring.label), short: geomap.clip(ring.label, WRAP + 8), kind: "ring", lon: ring.lon, lat: ring.lat, point: true,
      gap: at.r + 12, far: at.r + out + 14, inside: at.r * 0.45, priority: 98, must: true, colour: ring.colour,
    });
  }

  function moreLabel(stack, r) {
    var ring = stack.shown[0];
    return { text: "+" + geomap.count(stack.more.length, "more ring") + ": see Claims", kind: "gap", lon: ring.lon, lat: ring.lat, point: true, gap: r + 14, far: r + 44, priority: 97, must: true };
  }

  /* Which of several rings around one place a label belongs to. */
  function which(n, of) { return of < 2 ? "" : n === 0 ? ", inner ring" : n === of - 1 ? ", outer ring" : ", middle ring"; }

  /* A label in lines of at most so many letters. */
  function wrapped(text) {
    var lines = [""];
    geomap.clip(text, 140).split(" ").forEach(function (word) {
      var last = lines[lines.length - 1];
      if (last && (last + " " + word).length > WRAP) lines.push(word);
      else lines[lines.length - 1] = last ? last + " " + word : word;
    });
    return lines.join("\n");
  }

  function clicked(event) {
    if (!this.canvas) return;
    var at = this._map.containerPointToLayerPoint(event.containerPoint).subtract(this._map.latLngToLayerPoint(this.topLeft)), best = null, least = 9;
    this.hits.forEach(function (h) {
      var d = Math.abs(Math.hypot(h.x - at.x, h.y - at.y) - h.r);
      if (d < least) { least = d; best = h; }
    });
    if (best) this.app.select({ kind: "claim", row: best.ring.rows[0] });
  }

  /* ---- what a reader is told ------------------------------------------------------------------ */

  /* Every ring, drawn or not; those that cannot be drawn stand under their number. */
  geomap.ringList = function (app, layer) {
    var placed = [], lost = [];
    layer.rings.forEach(function (ring, i) { (ring.lon === null ? lost : placed).push(item(app, layer, ring, i)); });
    return el("section", { class: "geomap-rings" }, [
      el("h3", {}, "Claimed encirclement, per claimant and day"),
    ].concat(placed, lost.length ? [el("h3", {}, geomap.count(lost.length, "claim") + " of a place without coordinates, not drawn")].concat(lost) : []));
  };

  function item(app, layer, ring, i) {
    var box = el("input", { type: "checkbox", onchange: function () { layer.hiddenRings[box.checked ? "delete" : "add"](i); layer.later(); } });
    box.checked = !layer.hiddenRings.has(i);
    var name = [geomap.siegeElement(ring.marks, ring.colour, 10), " ", el("b", {}, [geomap.said(geomap.clip(ring.target || "a place without a name", 80)), ": ", geomap.said(ring.label)])];
    return el("article", { class: "geomap-ring" }, [el(ring.lon === null ? "p" : "label", { class: "geomap-ringhead" }, ring.lon === null ? name : [box].concat(name))].concat(told(app, ring)));
  }

  function told(app, ring) {
    var row = ring.rows[0];
    return [
      el("ul", { class: "geomap-three" }, ring.lines.map(function (line) { return el("li", {}, geomap.said(line)); })),
      el("blockquote", { dir: "auto" }, geomap.said(geomap.clip(ring.text, 400))),
      ring.also.length ? el("p", {}, ["Also said that day: ", geomap.said(ring.also.join("; "))]) : null,
      el("details", { class: "geomap-way" }, [
        el("summary", {}, "Details: verdict and measures"), geomap.verdict(app, row),
        el("p", { class: "geomap-whyline" }, geomap.said(app.claims.at("why", row))),
        el("p", {}, geomap.said(app.claims.at("measured", row))),
      ]),
    ];
  }

  /* A selected ring: its sign in words, who says it and when, and the three lines. */
  geomap.ringDetail = function (app, ring) {
    var row = ring.rows[0], sign = app.encoding.signs.find(function (s) { return s.key === ring.sign; });
    var at = app.sourceRow.get(app.claims.at("report_id", row));
    return [
      el("h2", {}, [geomap.siegeElement(ring.marks, ring.colour, 12), geomap.said(geomap.clip(ring.target || "a place without a name", 80)), ": ", geomap.said(ring.label)]),
      el("p", {}, [el("b", {}, sign.label), " – " + sign.definition + "."]),
    ].concat(told(app, ring).filter(Boolean), [el("p", { class: "geomap-source" }, geomap.sourceLine(app, at, app.claims.at("report_id", row)))]);
  };

  /* Small signs on the days of their claims, above the time bar; what finds no room is counted. */
  geomap.ringDays = function (app, canvas) {
    var width = canvas.clientWidth, ratio = window.devicePixelRatio || 1, c = canvas.getContext("2d"), taken = new Set(), more = 0;
    if (!width) return;
    canvas.width = width * ratio; canvas.height = canvas.clientHeight * ratio;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    app.encirclement.rings.forEach(function (ring) {
      var day = app.filters.clock === "known" ? ring.known : ring.day;
      if (day === null || day < app.firstDay || day > app.lastDay) return;
      var x = (day - app.firstDay + 0.5) * width / (app.lastDay - app.firstDay + 1), cell = Math.floor(x / CELL), last = Math.floor(width / CELL) - 1;
      var free = [0, 1, -1, 2, -2].map(function (d) { return cell + d; }).find(function (k) { return k >= 0 && k <= last && !taken.has(k); });
      if (free === undefined) { more++; return; }
      taken.add(free);
      c.globalAlpha = inWindow(app, ring) ? 1 : 0.35;
      geomap.siege(c, bare(ring.marks), (free + 0.5) * CELL, 13, 7, { colour: geomap.ink(ring.colour) });
      c.globalAlpha = 1;
    });
    if (!more) return;
    c.font = "600 11px sans-serif"; c.fillStyle = c.strokeStyle = geomap.theme().paper; c.fillRect(width - 26, 4, 26, 18);
    c.fillStyle = geomap.theme().ink; c.fillText("+" + more, width - 24, 17);
  };

  /* A small sign has no arrows to places. */
  function bare(marks) { return marks.filter(function (m) { return m[0] !== "place" && m[0] !== "elsewhere"; }); }
  geomap.bareMarks = bare;
})();

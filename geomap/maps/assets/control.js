/* Claimed areas: what somebody is said to hold is tinted, never beyond the place that is named. */
(function () {
  "use strict";
  var HOLDS = ["observed", "asserted", "claimed", "contested", "reported"], LEAST_PX = 9, STRIPE = 7;

  geomap.layers.control = function () {
    var layer = new geomap.CanvasLayer(4), self = layer;
    layer.words = [];
    layer.attached = function () { this.app.labels.push(this.key = function () { return self.words; }); };
    layer.detached = function () {
      var key = this.key;
      this.app.labels = this.app.labels.filter(function (list) { return list !== key; });
      this.app.fire("labels");
    };
    layer.draw = function (ctx, view) {
      var app = this.app;
      this.words = [];
      this.held = app.events ? held(app) : [];
      this.held.forEach(function (h) { draw(app, ctx, view, h, self.words); });
      app.fire("labels");
    };
    return layer;
  };

  /* Places of which something is told that is control of them. */
  function holdable(app) {
    var t = app.events;
    if (!app.holdable) app.holdable = app.groups.filter(function (group) { return group.rows.some(function (row) { return t.at("held", row) && t.at("side", row) >= 0; }); });
    return app.holdable;
  }

  /* Each place with the latest claim to it of each side, and the sides that deny one. */
  function held(app) {
    var t = app.events, found = [];
    holdable(app).forEach(function (group) {
      var sides = new Map();
      group.rows.forEach(function (row) {
        if (!app.visible[row] || !t.at("held", row) || t.at("side", row) < 0 || HOLDS.indexOf(app.statusNow(row)) < 0) return;
        take(sides, t.at("side", row), { row: row, day: day(app, row) });
        app.statementsOf(row).forEach(function (s) {
          var against = ["denied", "negated"].indexOf(app.statements.at("status", s)) >= 0, side = app.statements.at("voice_side", s);
          if (against && side >= 0 && side !== t.at("side", row)) take(sides, side, { row: row, day: day(app, row), against: s });
        });
      });
      if (sides.size) found.push({ group: group, sides: sides });
    });
    return innermost(app, found);
  }

  /* Of a province and a valley within it, both said to be held, the nearer name is tinted. */
  function innermost(app, found) {
    var boxes = found.map(function (h) { var area = h.group.area ? geomap.areaOf(app, h.group.placeId) : null; return area ? area.box : null; });
    return found.filter(function (h, i) {
      var a = boxes[i];
      return !a || !boxes.some(function (b, k) {
        return b && k !== i && b[2] - b[0] < a[2] - a[0] && (b[0] + b[2]) / 2 > a[0] && (b[0] + b[2]) / 2 < a[2] && (b[1] + b[3]) / 2 > a[1] && (b[1] + b[3]) / 2 < a[3];
      });
    });
  }

  function day(app, row) { var range = geomap.dayRange(app, row); return range[1] === null ? range[0] : range[1]; }

  function take(sides, side, one) {
    var known = sides.get(side);
    if (!known || (one.day !== null && (known.day === null || one.day >= known.day) && !(one.against !== undefined && known.against === undefined))) sides.set(side, one);
  }

  function draw(app, ctx, view, h, words) {
    if (!trace(app, ctx, view, h.group)) return;
    var colours = Array.from(h.sides.keys()).map(function (side) { return geomap.ink(sideColour(app, side)); });
    ctx.save();
    ctx.clip("evenodd");
    if (colours.length === 1) {
      ctx.globalAlpha = 0.2; ctx.fillStyle = colours[0]; ctx.fillRect(0, 0, view.width, view.height);
    } else stripes(ctx, view, colours);
    ctx.restore();
    trace(app, ctx, view, h.group);
    ctx.globalAlpha = 0.8; ctx.strokeStyle = colours[0]; ctx.lineWidth = 1.4; ctx.setLineDash([]); ctx.stroke(); ctx.globalAlpha = 1;
    words.push({ text: told(app, h), kind: "gap", wx: h.group.x, wy: h.group.y, point: true, gap: 26, priority: 66 });
  }

  function sideColour(app, side) {
    return app.encoding.colours.side.find(function (s) { return s.key === side; }).colour;
  }

  /* The area of the place, or what its point may mean: its radius, where that can be seen. */
  function trace(app, ctx, view, group) {
    var area = group.area ? geomap.areaOf(app, group.placeId) : null;
    if (area) {
      if (!geomap.seen(view, area.box, 20)) return false;
      ctx.beginPath(); geomap.trace(ctx, view, area.paths, true);
      return true;
    }
    var lat = geomap.latOf(group.y), r = (app.events.at("uncertainty_m", group.rows[0]) || 0) / 40075017 * 256 * view.scale / Math.cos(lat * Math.PI / 180);
    if (group.area || r < LEAST_PX) return false;
    ctx.beginPath(); ctx.arc(view.x(group.x), view.y(group.y), r, 0, 7);
    return true;
  }

  function stripes(ctx, view, colours) {
    ctx.globalAlpha = 0.34; ctx.lineWidth = STRIPE;
    for (var d = -view.height, i = 0; d < view.width + view.height; d += STRIPE * 1.42, i++) {
      ctx.strokeStyle = colours[i % colours.length];
      ctx.beginPath(); ctx.moveTo(d, -5); ctx.lineTo(d + view.height + 10, view.height + 5); ctx.stroke();
    }
  }

  /* Who says so, of which day; who denies it. */
  function told(app, h) {
    return Array.from(h.sides).slice(0, 3).map(function (entry) {
      var one = entry[1], t = app.events, s = app.statements, when = one.day === null ? "" : ", " + geomap.day(one.day, false);
      if (one.against !== undefined) return geomap.clip(s.at("voice", one.against) || "a report", 30) + " denies it" + when;
      var who = geomap.clip(t.at("doer", one.row) || "control", 30), says = Array.from(app.statementsOf(one.row)).map(function (i) { return s.at("voice", i); }).find(Boolean);
      return (says === who ? who + " says it holds it" : "held by " + who + (says ? ", says " + geomap.clip(says, 30) : "")) + when;
    }).join("\n");
  }
})();

/* The way between two selected events: kilometres and direction on WGS84, straight and by no road. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var A = 6378137, F = 1 / 298.257223563, B = A * (1 - F), STEPS = 48;
  var ROSE = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
  var rad = function (degrees) { return degrees * Math.PI / 180; };

  /* Metres and initial bearing from one point to another (T. Vincenty 1975); on a sphere where it
     does not come to rest, which is almost on the other side of the Earth. */
  geomap.geodesic = function (lon1, lat1, lon2, lat2) {
    var L = rad(lon2 - lon1), u1 = Math.atan((1 - F) * Math.tan(rad(lat1))), u2 = Math.atan((1 - F) * Math.tan(rad(lat2)));
    var s1 = Math.sin(u1), c1 = Math.cos(u1), s2 = Math.sin(u2), c2 = Math.cos(u2), lambda = L, i = 0;
    var sin, cos, sigma, bearing, ca, mid;
    for (;;) {
      var sl = Math.sin(lambda), cl = Math.cos(lambda), x = c2 * sl, y = c1 * s2 - s1 * c2 * cl;
      sin = Math.hypot(x, y); cos = s1 * s2 + c1 * c2 * cl; sigma = Math.atan2(sin, cos);
      if (!sin) return { metres: 0, bearing: NaN };
      bearing = (Math.atan2(x, y) * 180 / Math.PI + 360) % 360;
      if (++i > 200) return { metres: 6371008.8 * sigma, bearing: bearing };
      var sa = c1 * c2 * sl / sin;
      ca = 1 - sa * sa; mid = ca ? cos - 2 * s1 * s2 / ca : 0;
      var C = F / 16 * ca * (4 + F * (4 - 3 * ca));
      var next = L + (1 - C) * F * sa * (sigma + C * sin * (mid + C * cos * (2 * mid * mid - 1)));
      if (Math.abs(next - lambda) < 1e-12) break;
      lambda = next;
    }
    var u = ca * (A * A - B * B) / (B * B), P = 1 + u / 16384 * (4096 + u * (u * (320 - 175 * u) - 768)), Q = u / 1024 * (256 + u * (u * (74 - 47 * u) - 128));
    var less = Q * sin * (mid + Q / 4 * (cos * (2 * mid * mid - 1) - Q / 6 * mid * (4 * sin * sin - 3) * (4 * mid * mid - 3)));
    return { metres: B * P * (sigma - less), bearing: bearing };
  };

  /* Why an event is no end of a line, or "" where it is one. */
  function unfit(app, row) {
    var t = app.events;
    if (t.at("lon", row) === null) return "has no coordinate";
    return t.at("outline", row) === "area" ? "is known only as an area, and it depends on which part is meant" : "";
  }

  /* What lies between the two events that are selected, or null. */
  geomap.between = function (app) {
    var s = app.selection, t = app.events;
    if (!s || s.kind !== "event" || s.from === undefined || s.from === s.row) return null;
    var why = [s.from, s.row].map(function (row) { return unfit(app, row) && t.at("place", row) + " " + unfit(app, row); }).find(Boolean);
    if (why) return { why: why };
    var found = geomap.geodesic(t.at("lon", s.from) / 1e5, t.at("lat", s.from) / 1e5, t.at("lon", s.row) / 1e5, t.at("lat", s.row) / 1e5);
    found.slack = (t.at("uncertainty_m", s.from) || 0) + (t.at("uncertainty_m", s.row) || 0);
    found.label = isNaN(found.bearing) ? "the same place" : kilometres(found.metres, found.slack) + ", " + Math.round(found.bearing) % 360 + "° " + ROSE[Math.round(found.bearing / 22.5) % 16];
    return found;
  };

  function kilometres(metres, slack) {
    return (metres / 1000).toFixed(slack < 1000 && metres < 1e5 ? 1 : 0) + " km" + (slack ? ", give or take " + (slack / 1000).toFixed(slack < 1000 ? 1 : 0) : "");
  }

  function path(app, s) {
    var t = app.events, ends = [s.from, s.row].map(function (row) {
      var lon = rad(t.at("lon", row) / 1e5), lat = rad(t.at("lat", row) / 1e5);
      return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
    }), angle = Math.acos(Math.max(-1, Math.min(1, ends[0][0] * ends[1][0] + ends[0][1] * ends[1][1] + ends[0][2] * ends[1][2])));
    var xy = new Float64Array(2 * STEPS + 2), before = geomap.lng(t.at("lon", s.from) / 1e5);
    for (var i = 0; i <= STEPS; i++) {
      var a = Math.sin((1 - i / STEPS) * angle), b = Math.sin(i / STEPS * angle), p = [0, 1, 2].map(function (k) { return a * ends[0][k] + b * ends[1][k]; });
      var lon = Math.atan2(p[1], p[0]) * 180 / Math.PI;
      before = lon + 360 * Math.round((before - lon) / 360);
      xy[2 * i] = geomap.mercatorX(before);
      xy[2 * i + 1] = geomap.mercatorY(Math.atan2(p[2], Math.hypot(p[0], p[1])) * 180 / Math.PI);
    }
    return { xy: xy, n: STEPS + 1, box: [-Infinity, -Infinity, Infinity, Infinity] };
  }

  geomap.drawBetween = function (ctx, view, layer) {
    var found = geomap.between(layer.app), theme = geomap.theme();
    if (!found || !found.metres) return;
    var line = path(layer.app, layer.app.selection);
    line.box = [view.ox / view.scale, view.oy / view.scale, (view.ox + view.width) / view.scale, (view.oy + view.height) / view.scale];
    ctx.save();
    ctx.lineCap = "butt";
    [[theme.halo, 5, []], [theme.ink, 2, [3, 3]]].forEach(function (style) {
      ctx.strokeStyle = style[0]; ctx.lineWidth = style[1]; ctx.setLineDash(style[2]);
      ctx.beginPath(); geomap.trace(ctx, view, [line], false); ctx.stroke();
    });
    ctx.restore();
    layer.labels.push({ text: found.label + "\nstraight line, not road", short: found.label, kind: "distance", paths: [line], priority: 96, beside: true });
  };

  /* In the detail of an event: the way from the one selected before, or the button that begins one. */
  geomap.betweenLine = function (app, row) {
    var s = app.selection, t = app.events, found = geomap.between(app);
    if (found) {
      return el("p", { class: "geomap-between" }, found.why ? ["Not measured: ", geomap.said(found.why), "."] : [
        "From ", geomap.said(t.at("place", s.from) || "the event selected before"), ": ", el("b", {}, found.label), " (straight line, not road) ",
        el("button", { type: "button", onclick: function () { app.select({ kind: "event", row: row }); } }, "Remove"),
      ]);
    }
    if (unfit(app, row)) return null;
    var hint = "Now select another event: on the map, or in the list.";
    return el("p", { class: "geomap-between" }, el("button", { type: "button", "aria-pressed": String(app.measuring === row), onclick: function (e) {
      app.measuring = row;
      e.currentTarget.setAttribute("aria-pressed", "true");
      e.currentTarget.textContent = hint;
      app.panel.say(hint);
    } }, "Distance to another event"));
  };
})();

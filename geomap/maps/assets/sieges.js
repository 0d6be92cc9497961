/* The signs of a claimed encirclement: marks around a ring, told apart without colour. */
(function () {
  "use strict";
  var RAD = Math.PI / 180, draw = {};

  /* Draw marks [kind, start, end, words, km] on a ring around (x, y); a ring of less than 20 pixels is a small sign, without words. */
  geomap.siege = function (c, marks, x, y, r, pen) {
    var small = r < 20, theme = geomap.theme();
    var ring = {
      c: c, x: x, y: y, r: r, small: small, theme: theme, colour: pen.colour, km: pen.km || 0, kmpx: pen.kmpx || 0,
      tooth: small ? r * 0.42 : Math.min(8, r * 0.2), wide: small ? 1.9 : 3.2,
    };
    c.save();
    c.lineJoin = "round"; c.lineCap = "butt";
    marks.forEach(function (m) { if (draw[m[0]]) draw[m[0]](ring, m[1], m[2], m[3], m[4]); });
    c.restore();
  };

  function at(ring, bearing, r) {
    return [ring.x + r * Math.sin(bearing * RAD), ring.y - r * Math.cos(bearing * RAD)];
  }
  geomap.siegeAt = at;

  function arc(ring, from, to, r) {
    ring.c.beginPath();
    ring.c.arc(ring.x, ring.y, Math.max(1, r), (from - 90) * RAD, (to - 90) * RAD);
  }

  /* A stroke with paper behind it, so that it reads on any ground. */
  function stroke(ring, colour, width, dash, cap) {
    var c = ring.c;
    c.lineCap = cap || "butt";
    c.setLineDash([]); c.strokeStyle = ring.theme.halo; c.lineWidth = width + (ring.small ? 1.6 : 3);
    c.globalAlpha = 0.75; c.stroke(); c.globalAlpha = 1;
    c.setLineDash(dash || []); c.strokeStyle = colour; c.lineWidth = width; c.stroke();
    c.setLineDash([]); c.lineCap = "butt";
  }

  function shape(ring, points, filled) {
    var c = ring.c;
    c.beginPath();
    points.forEach(function (p, i) { if (i) c.lineTo(p[0], p[1]); else c.moveTo(p[0], p[1]); });
    c.closePath();
    c.fillStyle = filled ? ring.ink || ring.colour : ring.theme.paper; c.fill();
    c.strokeStyle = ring.ink || ring.colour; c.lineWidth = ring.small ? 0.9 : 1.4; c.stroke();
  }

  function segment(ring, bearing, from, to, aside) {
    var a = at(ring, bearing, from), b = at(ring, bearing, to), dx = Math.cos(bearing * RAD) * (aside || 0), dy = Math.sin(bearing * RAD) * (aside || 0);
    ring.c.beginPath(); ring.c.moveTo(a[0] + dx, a[1] + dy); ring.c.lineTo(b[0] + dx, b[1] + dy);
  }

  /* A head whose tip is at radius `tip`, pointing out (1) or in (-1). */
  function head(ring, bearing, tip, way, size, filled) {
    var base = at(ring, bearing, tip - way * size), dx = Math.cos(bearing * RAD) * size * 0.55, dy = Math.sin(bearing * RAD) * size * 0.55;
    shape(ring, [at(ring, bearing, tip), [base[0] + dx, base[1] + dy], [base[0] - dx, base[1] - dy]], filled);
  }

  function triangles(ring, from, to, filled) {
    var step = (ring.small ? ring.r * 1.04 : Math.max(13, ring.tooth * 2.1)) / ring.r / RAD, n = Math.max(1, Math.round((to - from) / step));
    var half = ring.tooth * 0.62 / ring.r / RAD, base = ring.r - ring.wide / 2;
    for (var i = 0; i < n; i++) {
      var b = from + (to - from) * (i + 0.5) / n;
      shape(ring, [at(ring, b - half, base), at(ring, b + half, base), at(ring, b, base - ring.tooth)], filled);
    }
  }

  draw.line = function (ring, a, b) { arc(ring, a, b, ring.r); stroke(ring, ring.colour, ring.wide); };
  draw.double = function (ring, a, b) { arc(ring, a, b, ring.r + (ring.small ? 3 : 5.5)); stroke(ring, ring.colour, ring.small ? 1 : 1.6); };
  draw.dash = function (ring, a, b) { arc(ring, a, b, ring.r); stroke(ring, ring.colour, ring.wide, ring.small ? [3.6, 2.6] : [11, 7]); };
  draw.sparse = function (ring, a, b) { arc(ring, a, b, ring.r); stroke(ring, ring.colour, ring.wide, ring.small ? [2, 4] : [6, 12]); };
  draw.dots = function (ring, a, b) { arc(ring, a, b, ring.r); stroke(ring, ring.colour, ring.small ? 2.6 : 5, ring.small ? [0.1, 4.6] : [0.1, 10], "round"); };
  draw.faint = function (ring, a, b) { arc(ring, a, b, ring.r); stroke(ring, ring.theme.soft, ring.small ? 1.1 : 1.7, ring.small ? [0.1, 2.6] : [0.1, 4.6], "round"); };
  draw.fine = draw.faint;
  draw.ghost = function (ring, a, b) {
    var c = ring.c, half = ring.small ? 2 : 4.5;
    arc(ring, a, b, ring.r); c.strokeStyle = ring.theme.soft; c.globalAlpha = 0.32; c.lineWidth = 2 * half; c.stroke(); c.globalAlpha = 1;
  };
  draw.hollow = function (ring, a, b) {
    var half = ring.small ? 1.7 : 3.2, c = ring.c;
    arc(ring, a, b, ring.r); c.strokeStyle = ring.theme.paper; c.lineWidth = 2 * half; c.stroke();
    [-half, half].forEach(function (d) { arc(ring, a, b, ring.r + d); c.strokeStyle = ring.theme.ink; c.lineWidth = ring.small ? 0.9 : 1.3; c.stroke(); });
  };
  draw.strike = function (ring) {
    var a = at(ring, 225, ring.r * 1.22), b = at(ring, 45, ring.r * 1.22);
    ring.c.beginPath(); ring.c.moveTo(a[0], a[1]); ring.c.lineTo(b[0], b[1]); stroke(ring, ring.theme.ink, ring.small ? 1.8 : 3);
  };
  draw.wave = function (ring, a, b) {
    var high = ring.small ? 1.8 : 3.4, waves = Math.max(2, Math.round((b - a) * RAD * ring.r / (ring.small ? 8 : 17))), n = waves * 12;
    ring.c.beginPath();
    for (var i = 0; i <= n; i++) {
      var p = at(ring, a + (b - a) * i / n, ring.r + high * Math.sin(2 * Math.PI * waves * i / n));
      if (i) ring.c.lineTo(p[0], p[1]); else ring.c.moveTo(p[0], p[1]);
    }
    stroke(ring, ring.theme.water, ring.small ? 1.5 : 2.4);
  };
  draw.teeth = function (ring, a, b) { triangles(ring, a, b, true); };
  draw.points = function (ring, a, b) { triangles(ring, a, b, false); };
  draw.ask = function (ring, a) { asked(ring, a, ring.small ? 3.6 : 8); };
  draw.huh = function (ring, a) { asked(ring, a, ring.small ? 6 : 13); };
  function asked(ring, a, size) {
    var p = at(ring, a, ring.r), c = ring.c;
    c.beginPath(); c.arc(p[0], p[1], size, 0, 7);
    c.fillStyle = ring.theme.paper; c.fill(); c.strokeStyle = ring.colour; c.lineWidth = ring.small ? 0.6 : 1.3; c.stroke();
    write(ring, "?", p[0], p[1], size * (ring.small ? 1.8 : 1.5));
  }
  draw.out = function (ring, a) { road(ring, a); head(ring, a, ring.r + (ring.small ? 6 : 24), 1, ring.small ? 4.4 : 10, false); ring.ink = null; };
  draw.cut = function (ring, a) {
    road(ring, a);
    [0.25, 0.65].forEach(function (f) {
      var p = at(ring, a, ring.r + f * (ring.small ? 6 : 22)), d = ring.small ? 3 : 7, dx = Math.cos(a * RAD) * d, dy = Math.sin(a * RAD) * d;
      ring.c.beginPath(); ring.c.moveTo(p[0] - dx, p[1] - dy); ring.c.lineTo(p[0] + dx, p[1] + dy); stroke(ring, ring.theme.ink, ring.small ? 1.2 : 2.2);
    });
    ring.ink = null;
  };
  /* A way: two lines beside each other, as roads are drawn. */
  function road(ring, a) {
    ring.ink = ring.theme.ink;
    [-1, 1].forEach(function (side) {
      segment(ring, a, ring.small ? ring.r * 0.55 : ring.r - 12, ring.r + (ring.small ? 3 : 15), side * (ring.small ? 0.9 : 2.2));
      ring.c.strokeStyle = ring.ink; ring.c.lineWidth = ring.small ? 0.8 : 1.4; ring.c.stroke();
    });
  }
  draw["in"] = function (ring, a) {
    var far = ring.r + (ring.small ? 5.5 : 20), tip = ring.r - (ring.small ? 2 : 6);
    segment(ring, a, far, tip + 2); stroke(ring, ring.colour, ring.small ? 1.2 : 2);
    head(ring, a, tip, -1, ring.small ? 4 : 10, true);
  };
  draw.place = function (ring, a, b, text, km) { arrow(ring, a, km, true); };
  draw.elsewhere = function (ring, a, b, text, km) { arrow(ring, a, km, false); };

  /* To a named place: as far as it lies, or short of it; a dot where it lies within the ring. */
  function arrow(ring, a, km, filled) {
    var far = geomap.siegeReach(ring, km), p;
    if (far > ring.r) {
      segment(ring, a, ring.r + 3, far - 5); stroke(ring, ring.colour, 1.4);
      return head(ring, a, far, 1, 8, filled);
    }
    p = at(ring, a, far);
    ring.c.beginPath(); ring.c.arc(p[0], p[1], 4, 0, 7);
    ring.c.fillStyle = filled ? ring.colour : ring.theme.paper; ring.c.fill(); ring.c.strokeStyle = ring.colour; ring.c.lineWidth = 1.4; ring.c.stroke();
  }
  /* How far from the middle an arrow ends. A ring may be drawn larger than it reaches on the ground. */
  geomap.siegeReach = function (ring, km) {
    var there = km * ring.kmpx;
    return km > ring.km ? ring.r + Math.max(14, Math.min(26, there - ring.r)) : Math.max(10, Math.min(there, ring.r - ring.tooth - 6));
  };

  draw.note = function (ring, a, b, text) {
    if (ring.small) return;
    var c = ring.c, box = geomap.siegeNote(ring, a, text), p = at(ring, a, ring.r);
    c.beginPath();
    if (c.roundRect) c.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], 8); else c.rect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    c.fillStyle = ring.theme.paper; c.fill(); c.strokeStyle = ring.colour; c.lineWidth = 1.2; c.stroke();
    write(ring, text, p[0], p[1], 11.5);
  };

  /* The box of the few words on a ring. */
  geomap.siegeNote = function (ring, bearing, text) {
    ring.c.font = "600 11.5px system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
    var half = ring.c.measureText(text).width / 2 + 7, p = at(ring, bearing, ring.r);
    return [p[0] - half, p[1] - 9, p[0] + half, p[1] + 9];
  };

  function write(ring, text, x, y, size) {
    var c = ring.c;
    c.font = "600 " + size + "px system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
    if ("letterSpacing" in c) c.letterSpacing = "0px";
    c.textAlign = "center"; c.textBaseline = "middle"; c.fillStyle = ring.theme.ink;
    c.fillText(text, x, y + size * 0.06);
  }

  /* A sign as an element, for the key, the legend and the panel. */
  geomap.siegeElement = function (marks, colour, r) {
    var size = Math.ceil(2 * (r + Math.max(7, r * 0.7))), canvas = geomap.el("canvas", { class: "geomap-symbol", "aria-hidden": "true" });
    canvas.geomapPaint = function () {
      var ratio = Math.max(2, window.devicePixelRatio || 1), c = canvas.getContext("2d");
      canvas.width = canvas.height = size * ratio;
      canvas.style.width = canvas.style.height = size + "px";
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
      geomap.siege(c, geomap.bareMarks(marks), size / 2, size / 2, r, { colour: geomap.ink(colour) });
    };
    canvas.geomapPaint();
    return canvas;
  };
})();

/* Symbols: fill pattern = status, outline = precision, shape = type, colour = side. */
(function () {
  "use strict";

  var outlines = {
    full: [], dashed: [4, 2.4], dotted: [1, 2.6], area: [],
  };
  var sprites = new Map();

  geomap.tracers = {
    diamond: function (c, r) { poly(c, r * 1.12, 4, -90); },
    octagon: function (c, r) { poly(c, r * 1.02, 8, 22.5); },
    triangle: function (c, r) { poly(c, r * 1.18, 3, -90, r * 0.18); },
    square: function (c, r) { c.rect(-r * 0.86, -r * 0.86, r * 1.72, r * 1.72); },
    circle: function (c, r) { c.arc(0, 0, r * 0.95, 0, 2 * Math.PI); c.closePath(); },
    cross: function (c, r) {
      var a = r * 1.02, b = r * 0.4;
      [[-b, -a], [b, -a], [b, -b], [a, -b], [a, b], [b, b], [b, a], [-b, a], [-b, b], [-a, b], [-a, -b], [-b, -b]]
        .forEach(function (p, i) { if (i) c.lineTo(p[0], p[1]); else c.moveTo(p[0], p[1]); });
      c.closePath();
    },
  };

  function poly(c, r, corners, turn, drop) {
    for (var i = 0; i < corners; i++) {
      var angle = (turn + 360 / corners * i) * Math.PI / 180;
      var x = r * Math.cos(angle), y = r * Math.sin(angle) + (drop || 0);
      if (i) c.lineTo(x, y); else c.moveTo(x, y);
    }
    c.closePath();
  }

  /* Fill the traced shape's clip region with a status pattern. */
  geomap.fillPattern = function (c, r, pattern, colour, paper, reach) {
    var far = 2 * (reach || r);
    c.fillStyle = paper;
    c.fillRect(-far, -far, 2 * far, 2 * far);
    c.strokeStyle = c.fillStyle = colour;
    c.setLineDash([]);
    if (pattern === "solid") c.fillRect(-far, -far, 2 * far, 2 * far);
    if (pattern === "hatch" || pattern === "cross") lines(c, r, 1, far);
    if (pattern === "cross") lines(c, r, -1, far);
    if (pattern === "dots") dots(c, r, far);
  };

  /* A square of a fill around (0, 0), drawn once: discs take their wedges out of it. */
  var tiles = new Map(), TILE = 48;
  geomap.fillTile = function (c, r, pattern, colour, paper) {
    var ratio = geomap.ratio || window.devicePixelRatio || 1, key = [r, pattern, colour, paper, ratio].join("|"), tile = tiles.get(key);
    if (!tile) {
      tile = document.createElement("canvas");
      tile.width = tile.height = 2 * TILE * ratio;
      var ctx = tile.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, TILE * ratio, TILE * ratio);
      geomap.fillPattern(ctx, r, pattern, colour, paper, TILE);
      tiles.set(key, tile);
    }
    c.drawImage(tile, -TILE, -TILE, 2 * TILE, 2 * TILE);
  };

  function lines(c, r, way, far) {
    var step = Math.max(3, r * 0.5);
    c.lineWidth = Math.max(1.1, r * 0.17);
    c.beginPath();
    for (var d = -2 * far; d <= 2 * far; d += step) {
      c.moveTo(d - far * way, -far); c.lineTo(d + far * way, far);
    }
    c.stroke();
  }

  function dots(c, r, far) {
    var step = Math.max(3, r * 0.52), size = Math.max(0.85, r * 0.13);
    for (var y = -far, odd = 0; y <= far; y += step, odd = 1 - odd) {
      for (var x = -far + odd * step / 2; x <= far; x += step) {
        c.beginPath(); c.arc(x, y, size, 0, 7); c.fill();
      }
    }
  }

  /* Draw a symbol at (0, 0) with radius r. */
  geomap.symbol = function (c, look, r) {
    var theme = geomap.theme(), trace = geomap.tracers[look.shape] || geomap.tracers.circle;
    var faint = look.pattern === "outline";
    var colour = theme.dark ? geomap.lift(look.colour) : look.colour;
    c.save();
    c.lineJoin = "round";
    c.beginPath(); trace(c, r + 1.6);
    c.fillStyle = theme.halo; c.globalAlpha = 0.9; c.fill(); c.globalAlpha = 1;
    c.save();
    /* A broken outline stands off the fill, or it would only look ragged. */
    c.beginPath(); trace(c, outlines[look.outline] && outlines[look.outline].length ? r - 2.4 : r); c.clip();
    geomap.fillPattern(c, r, look.pattern, colour, theme.paper);
    c.restore();
    c.beginPath(); trace(c, r);
    c.setLineDash(outlines[look.outline] || []);
    c.lineCap = look.outline === "dotted" ? "round" : "butt";
    c.lineWidth = faint ? 1.2 : 1.8;
    c.strokeStyle = colour;
    c.stroke();
    if (look.pattern === "struck") {
      c.setLineDash([]); c.lineWidth = 2.2; c.lineCap = "butt";
      c.beginPath(); c.moveTo(-r * 1.15, r * 1.15); c.lineTo(r * 1.15, -r * 1.15); c.stroke();
    }
    if (look.doubt) doubt(c, r, theme);
    c.restore();
  };

  /* A question mark at the shoulder: the place, or whether it happened, is in doubt. */
  function doubt(c, r, theme) {
    var x = r * 0.85, y = -r * 0.8, s = Math.max(4.2, r * 0.55);
    c.setLineDash([]);
    c.beginPath(); c.arc(x, y, s, 0, 7); c.fillStyle = theme.paper; c.fill();
    c.lineWidth = 1; c.strokeStyle = theme.ink; c.stroke();
    c.fillStyle = theme.ink; c.font = "700 " + (s * 1.75).toFixed(1) + "px system-ui, sans-serif";
    c.textAlign = "center"; c.textBaseline = "middle"; c.fillText("?", x, y + s * 0.1);
  }

  /* The same symbol as a picture, kept: thousands are drawn with drawImage. */
  geomap.sprite = function (look, r) {
    var ratio = geomap.ratio || window.devicePixelRatio || 1;
    var key = [look.shape, look.pattern, look.outline, look.colour, look.doubt, r, ratio, geomap.theme().dark].join("|");
    var found = sprites.get(key);
    if (found) return found;
    var size = Math.ceil(2 * (r * 1.3 + (look.doubt ? 5 : 3)));
    var canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * ratio;
    canvas.geomapSize = size;
    var ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, size / 2 * ratio, size / 2 * ratio);
    geomap.symbol(ctx, look, r);
    sprites.set(key, canvas);
    return canvas;
  };

  geomap.stamp = function (ctx, look, x, y, r) {
    var sprite = geomap.sprite(look, r), size = sprite.geomapSize;
    ctx.drawImage(sprite, x - size / 2, y - size / 2, size, size);
  };

  /* A symbol as an element, for the table and the legend. */
  geomap.symbolElement = function (app, look, r) {
    var size = Math.ceil(2 * (r * 1.3 + (look.doubt ? 5 : 3)));
    var canvas = geomap.el("canvas", { class: "geomap-symbol", "aria-hidden": "true" });
    var paint = function () {
      var ratio = Math.max(2, window.devicePixelRatio || 1);
      canvas.width = canvas.height = size * ratio;
      canvas.style.width = canvas.style.height = size + "px";
      var ctx = canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, size / 2 * ratio, size / 2 * ratio);
      geomap.symbol(ctx, look, r);
    };
    canvas.geomapPaint = paint;
    paint();
    return canvas;
  };

  /* Side colours on a dark ground, lighter in the same hue. */
  var lifted = { "#0072B2": "#4DB3F0", "#D55E00": "#FF8A3D", "#009E73": "#2FD1A2", "#CC79A7": "#EBA3CB", "#666666": "#B4B4B4",
    "#8B4A9C": "#C98ADB", "#00805C": "#2FD1A2", "#777777": "#B4B4B4", "#B37400": "#F0B040", "#8A8A8A": "#A8A8A8", "#D9814F": "#F0B090", "#B8331B": "#FF7A5C", "#6E0F12": "#FF4D5E" };
  geomap.lift = function (colour) { return lifted[colour] || colour; };
  geomap.ink = function (colour) { return geomap.theme().dark ? geomap.lift(colour) : colour; };
})();

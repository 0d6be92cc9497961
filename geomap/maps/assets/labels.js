/* Labels: one placement for all layers, so that no two labels and no label and symbol collide. */
(function () {
  "use strict";

  var FACE = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
  var STYLES = {
    country: { size: 14, weight: 700, spacing: 3, colour: "soft", upper: true },
    province: { size: 12, weight: 600, spacing: 2, colour: "soft", upper: true },
    valley: { size: 13, weight: 600, italic: true, spacing: 0.6, colour: "area" },
    sea: { size: 12, weight: 400, italic: true, spacing: 1.6, colour: "water" },
    lake: { size: 11, weight: 400, italic: true, spacing: 0.4, colour: "water" },
    range: { size: 12, weight: 500, italic: true, spacing: 2.4, colour: "soft" },
    river: { size: 11, weight: 400, italic: true, spacing: 0.6, colour: "water" },
    own: { size: 11, weight: 500, colour: "own" },
    pass: { size: 11, weight: 500, italic: true, colour: "soft" },
    city: { size: 13, weight: 700, colour: "ink" },
    town: { size: 12, weight: 500, colour: "ink" },
    village: { size: 11, weight: 400, colour: "soft" },
    story: { size: 13, weight: 700, colour: "ink" },
    distance: { size: 11.5, weight: 600, colour: "ink" },
    ring: { size: 11.5, weight: 600, colour: "ink" },
    gap: { size: 11, weight: 500, italic: true, colour: "soft" },
    ringplace: { size: 11, weight: 600, colour: "ink" },
    way: { size: 11, weight: 600, italic: true, colour: "ink" },
  };

  /* Boxes already taken, in cells of 64 px. */
  function Taken() { this.cells = new Map(); }
  Taken.prototype.keys = function (box) {
    var keys = [];
    for (var i = Math.floor(box[0] / 64); i <= Math.floor(box[2] / 64); i++) {
      for (var j = Math.floor(box[1] / 64); j <= Math.floor(box[3] / 64); j++) keys.push(i * 100003 + j);
    }
    return keys;
  };
  Taken.prototype.free = function (box) {
    var cells = this.cells;
    return this.keys(box).every(function (key) {
      return (cells.get(key) || []).every(function (b) {
        return b[2] <= box[0] || b[0] >= box[2] || b[3] <= box[1] || b[1] >= box[3];
      });
    });
  };
  Taken.prototype.take = function (box) {
    var cells = this.cells;
    this.keys(box).forEach(function (key) {
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(box);
    });
  };
  geomap.Taken = Taken;

  function font(style) {
    return (style.italic ? "italic " : "") + style.weight + " " + style.size + "px " + FACE;
  }

  /* Widths of words, kept: measuring costs more than placing. */
  var measured = new Map(), KEPT = 20000;
  function measure(ctx, label, style) {
    var key = font(style) + (style.spacing || 0) + (style.upper ? "U" : "") + label.text, known = measured.get(key);
    if (known) return known;
    if (measured.size > KEPT) measured.clear();
    known = width(ctx, label, style);
    measured.set(key, known);
    return known;
  }

  function width(ctx, label, style) {
    ctx.font = font(style);
    if ("letterSpacing" in ctx) ctx.letterSpacing = (style.spacing || 0) + "px";
    var text = style.upper ? label.text.toUpperCase() : label.text;
    var lines = text.split("\n"), widest = 0;
    lines.forEach(function (line) { widest = Math.max(widest, ctx.measureText(line).width); });
    return { text: text, lines: lines, width: widest, height: style.size * 1.25 * lines.length, step: style.size * 1.25 };
  }

  /* Where a label may stand: around a point, inside an area, along a line. */
  function spots(label, view, m) {
    if (label.paths && label.paths.length) {
      var found = along(label.paths, view, m);
      return label.beside ? found.concat(beside(label.paths[0], view, m)) : found;
    }
    var x = view.x(label.wx), y = view.y(label.wy), gap = label.gap || 7;
    if (!label.point) {
      var room = label.extent ? label.extent * view.scale : Infinity;
      if (room < m.width * 0.75) return [];
      var step = m.height * 1.6;
      return [[0, 0], [0, -1], [0, 1], [0, -2], [0, 2], [0.6, 0], [-0.6, 0], [0.6, -1.5], [-0.6, 1.5]].map(function (o) {
        return { x: x + o[0] * m.width, y: y + o[1] * step, angle: 0 };
      }).filter(function (s) { return Math.hypot(s.x - x, s.y - y) < room * 0.3; });
    }
    var w = m.width / 2, h = m.height / 2;
    if (label.far) return outside(label, x, y, w, h);
    if (label.toward !== undefined) return beyond(label.toward, x, y, w, h);
    return [[1, 0], [0, -1], [0, 1], [-1, 0], [1, -0.8], [1, 0.8], [-1, -0.8], [-1, 0.8]].map(function (o) {
      return { x: x + o[0] * (w + (label.side || gap)), y: y + o[1] * (h + gap), angle: 0 };
    });
  }

  /* Above, below or beside a ring, clear of what stands on it; within it where nothing else is free. */
  function outside(label, x, y, w, h) {
    var near = label.gap, far = label.far, found = [];
    [near, far].slice(near < 5 ? 1 : 0).forEach(function (out) {
      [[0, -1], [0, 1], [1, 0], [-1, 0], [0.72, -0.75], [-0.72, -0.75], [0.72, 0.75], [-0.72, 0.75]].forEach(function (o) {
        found.push({ x: x + o[0] * (w + out), y: y + o[1] * (h + out), angle: 0 });
      });
    });
    if (label.inside) found.push({ x: x, y: y - label.inside, angle: 0 }, { x: x, y: y + label.inside, angle: 0 });
    return found;
  }

  /* Beyond the tip of an arrow, in its own direction first. */
  function beyond(bearing, x, y, w, h) {
    var found = [];
    [0, 16, 32].forEach(function (out) {
      [0, 25, -25, 60, -60, 95, -95].forEach(function (turn) {
        var a = (bearing + turn) * Math.PI / 180;
        found.push({ x: x + Math.sin(a) * (w + 6 + out), y: y - Math.cos(a) * (h + 6 + out), angle: 0 });
      });
    });
    return found;
  }

  /* Level text beside a line that is too short or too steep to carry it. */
  function beside(path, view, m) {
    var x0 = view.x(path.xy[0]), y0 = view.y(path.xy[1]), x1 = view.x(path.xy[2 * path.n - 2]), y1 = view.y(path.xy[2 * path.n - 1]);
    var found = [];
    [0.5, 0.62, 0.38, 0.75, 0.28, 0.86, 0.18].forEach(function (t) {
      [1, -1].forEach(function (way) {
        found.push({ x: x0 + (x1 - x0) * t + way * (m.width / 2 + 6), y: y0 + (y1 - y0) * t, angle: 0 });
      });
    });
    return found;
  }

  /* Straight enough stretches of a line that are long enough for the text. */
  function along(paths, view, m) {
    var found = [];
    paths.forEach(function (path) {
      if (!geomap.seen(view, path.box, 0)) return;
      var stride = Math.max(1, Math.floor(path.n / 60));
      for (var i = 0; i < path.n; i += stride) {
        var x0 = view.x(path.xy[2 * i]), y0 = view.y(path.xy[2 * i + 1]);
        var length = 0, px = x0, py = y0;
        for (var j = i + 1; j < path.n; j++) {
          var x = view.x(path.xy[2 * j]), y = view.y(path.xy[2 * j + 1]);
          length += Math.hypot(x - px, y - py); px = x; py = y;
          if (length >= m.width * 1.05) break;
        }
        var chord = Math.hypot(px - x0, py - y0);
        if (length < m.width || chord < m.width * 0.93) continue;
        var angle = Math.atan2(py - y0, px - x0);
        if (angle > Math.PI / 2) angle -= Math.PI;
        if (angle < -Math.PI / 2) angle += Math.PI;
        var lift = m.height / 2 + 4;
        [1, -1].forEach(function (way) {
          found.push({ x: (x0 + px) / 2 + way * lift * Math.sin(angle), y: (y0 + py) / 2 - way * lift * Math.cos(angle), angle: angle, bend: length / chord });
        });
        if (found.length > 60) return;
      }
    });
    found.sort(function (a, b) { return a.bend - b.bend || Math.abs(a.angle) - Math.abs(b.angle); });
    return spread(found, 28);
  }

  /* A name stands whole in the view or beyond it, and is never cut by its edge; `only` in the view. */
  function whole(list, view, m, only) {
    var west = view.left, north = view.top, east = west + view.seenWidth, south = north + view.seenHeight;
    function inside(s) { return boxes(s, m).every(function (b) { return b[0] >= west && b[2] <= east && b[1] >= north && b[3] <= south; }); }
    function outOf(s) { return boxes(s, m).every(function (b) { return b[2] < west || b[0] > east || b[3] < north || b[1] > south; }); }
    return list.filter(inside).concat(only ? [] : list.filter(outOf));
  }

  /* Two layers may name the same thing: the second name near the first is left out. */
  function repeated(label, view, placed) {
    if (label.wx === undefined || label.kind === "gap") return false;
    var name = label.text.toLowerCase(), x = view.x(label.wx), y = view.y(label.wy);
    return placed.some(function (p) { return p.text.toLowerCase() === name && Math.hypot(p.x - x, p.y - y) < 160; });
  }

  /* The same line named twice within a hand's breadth says nothing more. */
  function again(label, spot, placed) {
    return label.paths && placed.some(function (p) { return p.text === label.text && Math.hypot(p.x - spot.x, p.y - spot.y) < 320; });
  }

  /* Some of many candidates, the straightest first, then evenly from end to end. */
  function spread(list, most) {
    var step = Math.max(1, list.length / most);
    return list.filter(function (_, i) { return Math.floor(i / step) !== Math.floor((i - 1) / step); });
  }

  /* The boxes that a label covers: one, or a chain of squares along a slant. */
  function boxes(spot, m) {
    var pad = 2, w = m.width / 2, h = m.height / 2;
    if (Math.abs(spot.angle) < 0.05) return [[spot.x - w - pad, spot.y - h, spot.x + w + pad, spot.y + h]];
    var list = [], side = m.step, n = Math.max(2, Math.ceil(m.width / side)), cos = Math.cos(spot.angle), sin = Math.sin(spot.angle);
    for (var row = 0; row < m.lines.length; row++) {
      var down = (row - (m.lines.length - 1) / 2) * side;
      for (var i = 0; i < n; i++) {
        var right = (i + 0.5) / n * m.width - w, r = side / 2 - 1;
        var x = spot.x + right * cos - down * sin, y = spot.y + right * sin + down * cos;
        list.push([x - r, y - r, x + r, y + r]);
      }
    }
    return list;
  }

  function write(ctx, label, style, m, spot) {
    var theme = geomap.theme();
    ctx.save();
    ctx.translate(spot.x, spot.y);
    ctx.rotate(spot.angle);
    ctx.font = font(style);
    if ("letterSpacing" in ctx) ctx.letterSpacing = (style.spacing || 0) + "px";
    ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    ctx.direction = /^[^A-Za-z\u00c0-\u024f]*[\u0590-\u08ff\ufb1d-\ufefc]/.test(m.text) ? "rtl" : "ltr";
    m.lines.forEach(function (line, i) {
      var y = (i - (m.lines.length - 1) / 2) * m.step;
      ctx.strokeStyle = theme.halo; ctx.lineWidth = 3.4; ctx.globalAlpha = 0.88; ctx.strokeText(line, 0, y);
      ctx.globalAlpha = 1;
      ctx.fillStyle = label.colour ? geomap.ink(label.colour) : theme[style.colour]; ctx.fillText(line, 0, y);
    });
    ctx.restore();
  }

  /* A label that must be read stands on lines and symbols, if on no other label. */
  function forced(list, view, m, placed) {
    var w = m.width / 2 + 2, h = m.height / 2 + 1;
    return list.map(function (s) {
      return { x: Math.max(view.left + w, Math.min(view.left + view.seenWidth - w, s.x)), y: Math.max(view.top + h, Math.min(view.top + view.seenHeight - h, s.y)), angle: 0 };
    }).find(function (s) {
      var box = boxes(s, m)[0];
      return placed.every(function (p) {
        return p.boxes.every(function (b) { return b[2] <= box[0] || b[0] >= box[2] || b[3] <= box[1] || b[1] >= box[3]; });
      });
    });
  }

  /* No name under the key or a control of the map. */
  function controls(app, view) {
    var stage = app.map.getContainer(), at = stage.getBoundingClientRect();
    return (app.covers || []).concat(Array.from(stage.querySelectorAll(".leaflet-control"))).filter(function (node) { return node && node.offsetWidth; }).map(function (node) {
      var box = node.getBoundingClientRect(), x = view.left - at.left, y = view.top - at.top;
      return [box.left + x, box.top + y, box.right + x, box.bottom + y];
    });
  }

  geomap.layers.labels = function () {
    var layer = new geomap.CanvasLayer(9);
    layer.attached = function () { this.app.on("labels placed", this.later, this); };
    layer.detached = function () { this.app.off("labels placed", this.later, this); };
    layer.draw = function (ctx, view) {
      var taken = new Taken(), lines = new Taken(), all = [], placed = [];
      (this.app.lineBoxes || []).forEach(function (box) { lines.take(box); });
      (this.app.obstacles || []).forEach(function (list) { list().forEach(function (box) { taken.take(box); }); });
      var fixed = controls(this.app, view);
      fixed.forEach(function (box) { taken.take(box); });
      this.app.labels.forEach(function (list) {
        (typeof list === "function" ? list() : list).forEach(function (label) { all.push(label); });
      });
      all.forEach(function (label) {
        if (label.wx === undefined && label.lon !== undefined) {
          label.wx = geomap.worldX(label.lon); label.wy = geomap.worldY(label.lat);
        }
      });
      all.filter(function (label) { return label.text && !(label.zoom > view.zoom); })
        .sort(function (a, b) { return b.priority - a.priority || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0); })
        .forEach(function (label) {
          var must = label.must;
          if (label.wx !== undefined && !label.paths) {
            if (label.turns) label.wx = geomap.nearest(view, label.wx);
            var x = view.x(label.wx), y = view.y(label.wy);
            must = must && Math.abs(x - view.left - view.seenWidth / 2) < view.seenWidth / 2 && Math.abs(y - view.top - view.seenHeight / 2) < view.seenHeight / 2;
            if (x < -80 || y < -80 || x > view.width + 80 || y > view.height + 80) return;
          }
          var style = STYLES[label.kind] || STYLES.town, m = measure(ctx, label, style);
          if (repeated(label, view, placed)) return;
          function free(size, over) {
            return whole(spots(label, view, size), view, size, must).find(function (s) {
              return !again(label, s, placed) && boxes(s, size).every(function (box) { return taken.free(box) && (over || lines.free(box)); });
            });
          }
          var spot = free(m, label.over) || (must && free(m, true));
          if (!spot && label.short) {
            m = measure(ctx, { text: label.short }, style);
            spot = free(m, label.over || must);
          }
          if (!spot && must) spot = forced(spots(label, view, m), view, m, placed.concat({ boxes: fixed }));
          if (!spot) return;
          boxes(spot, m).forEach(function (box) { taken.take(box); });
          placed.push({ text: label.text, kind: label.kind, x: spot.x, y: spot.y, boxes: boxes(spot, m) });
          write(ctx, label, style, m, spot);
        });
      this.app.placedLabels = placed;
    };
    return layer;
  };
})();

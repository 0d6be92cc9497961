/* Which events stand together at a zoom, and where their symbols go. */
(function () {
  "use strict";
  var RADIUS = (geomap.RADIUS = 9), CELL = 68, SHOWN = 7, IN_BOX = 12, WIDE = 88;
  /* Beyond so many places they are binned: cells that hold what overlaps anyway, blocks of the map. */
  var MANY = (geomap.MANY = 3000), FINE = 16, BLOCK = 512;

  /* Clusters for a view: gathered, their symbols laid out, boxes moved aside. */
  geomap.clusters = function (app, view) {
    var clusters = apart(gather(app, view)), codes = app.colourCodes();
    clusters.forEach(function (c) {
      c.rows = pick(app, c);
      if (c.count > c.rows.length) c.shares = shares(app, c, codes);
      place(c);
    });
    settle(clusters, view);
    return clusters;
  };

  /* The events of a cluster that are shown. */
  geomap.rowsOf = function (app, c) {
    var rows = [];
    eachRow(app, c, function (row) { rows.push(row); });
    return rows;
  };

  function eachRow(app, c, use) {
    for (var i = 0; i < c.items.length; i++) for (var j = 0; j < c.items[i].groups.length; j++) {
      var group = c.items[i].groups[j];
      for (var k = app.groupFirst[group]; k < app.groupFirst[group + 1]; k++) if (app.visible[app.groupRows[k]]) use(app.groupRows[k]);
    }
  }

  /* Of which part of the world clusters are made: all of it, or blocks around the view where there
     are very many places. */
  geomap.clusterKey = function (app, view) { return view.zoom + ":" + app.revision + ":" + (app.groups.length > MANY ? blocks(view).join() : ""); };

  function blocks(view) {
    return [Math.floor(view.ox / BLOCK - 0.5), Math.floor(view.oy / BLOCK - 0.5), Math.ceil((view.ox + view.width) / BLOCK + 0.5), Math.ceil((view.oy + view.height) / BLOCK + 0.5)];
  }

  /* Groups that show something, each by itself; very many are first binned into a fine grid, in
     which those that would overlap anyway stand together at the largest. */
  function items(app, view) {
    var list = [], many = app.groups.length > MANY, cells = new Map(), box = many ? blocks(view).map(function (n) { return n * BLOCK; }) : null;
    for (var i = 0; i < app.groups.length; i++) {
      var n = app.groupShown[i], group = app.groups[i], x = group.x * view.scale, y = group.y * view.scale;
      if (!n || (many && (x < box[0] || y < box[1] || x > box[2] || y > box[3]))) continue;
      var key = many && !group.area ? Math.floor(x / FINE) * 4194304 + Math.floor(y / FINE) : null, cell = cells.get(key);
      if (cell) {
        if (n > cell.most) { cell.most = n; cell.group = group; cell.index = i; cell.x = x; cell.y = y; }
        cell.n += n; cell.groups.push(i);
        continue;
      }
      var item = { group: group, index: i, groups: [i], n: n, most: n, x: x, y: y };
      list.push(item);
      if (key !== null) cells.set(key, item);
    }
    return list.sort(function (a, b) { return b.n - a.n || a.index - b.index; });
  }

  /* Gather groups whose symbols would overlap; the largest keeps its place. */
  function gather(app, view) {
    var cells = new Map(), clusters = [];
    function key(x, y) { return Math.floor(x / CELL) * 4194304 + Math.floor(y / CELL); }
    function join(item) {
      var own = extent(item.n);
      for (var i = -1; i <= 1; i++) for (var j = -1; j <= 1; j++) {
        var near = cells.get(key(item.x + i * CELL, item.y + j * CELL));
        if (!near) continue;
        for (var k = 0; k < near.length; k++) {
          var c = near[k], reach = c.reach + own, dx = c.x - item.x, dy = c.y - item.y;
          if (dx * dx + dy * dy >= reach * reach) continue;
          c.items.push(item); c.count += item.n; c.reach = extent(c.count);
          return true;
        }
      }
      return false;
    }
    items(app, view).forEach(function (item) {
      if (!item.group.area && join(item)) return;
      var made = { x: item.x, y: item.y, wx: item.group.x, wy: item.group.y, area: item.group.area, items: [item], count: item.n, reach: extent(item.n) };
      clusters.push(made);
      if (made.area) return;
      var at = key(item.x, item.y);
      if (!cells.has(at)) cells.set(at, []);
      cells.get(at).push(made);
    });
    return clusters;
  }

  /* Discs grow with what they gather: one that would lie on a larger one joins it. */
  function apart(clusters) {
    var points = clusters.filter(function (c) { return !c.area; }).sort(function (a, b) { return b.count - a.count; }), cells = new Map();
    points.forEach(function (c) {
      var key = cellOf(c.x, c.y);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(c);
    });
    /* One that has grown late may reach a larger one that was done before. */
    for (var n = 0, grown = true; grown && n < 6; n++) {
      grown = false;
      points.forEach(function (disc) {
        if (disc.gone || disc.count <= SHOWN) return;
        while (swallow(disc, cells)) grown = true;
      });
    }
    return clusters.filter(function (c) { return !c.gone; });
  }

  function cellOf(x, y, right, down) { return (Math.floor(x / WIDE) + (right || 0)) * 4194304 + Math.floor(y / WIDE) + (down || 0); }

  function swallow(disc, cells) {
    var grown = false;
    for (var i = -1; i <= 1; i++) for (var j = -1; j <= 1; j++) {
      var near = cells.get(cellOf(disc.x, disc.y, i, j)) || [];
      for (var k = 0; k < near.length; k++) {
        var c = near[k], dx = c.x - disc.x, dy = c.y - disc.y;
        if (c === disc || c.gone || c.count > disc.count || dx * dx + dy * dy > WIDE * WIDE) continue;
        var reach = c.reach + disc.reach - 2;
        if (dx * dx + dy * dy > reach * reach) continue;
        disc.items = disc.items.concat(c.items);
        disc.count += c.count;
        disc.reach = extent(disc.count);
        c.gone = grown = true;
      }
    }
    return grown;
  }

  function most(c) { return c.area ? IN_BOX : SHOWN; }

  /* How far the symbols of n events reach from their place, in pixels. */
  function extent(n) { return n === 1 ? 13 : n === 2 ? 21 : n === 3 ? 25 : n <= SHOWN ? 34 : bubble(n); }

  /* A disc for more events than can be drawn apart, larger with their number. */
  function bubble(n) { return Math.max(13, Math.min(44, 16 + 3.4 * Math.log2(n / SHOWN))); }

  /* The events of a cluster that are drawn: contested first, then by the order of statuses. */
  function pick(app, c) {
    if (c.count > most(c)) return [];
    var rank = app.statusRank, rows = geomap.rowsOf(app, c);
    /* A row that stands for several events is no single sign. */
    return rows.length < c.count ? [] : rows.sort(function (a, b) { return rank(a) - rank(b) || a - b; });
  }

  /* How many events of a disc have each colour, and how many each fill. */
  function shares(app, c, codes) {
    var colours = new Int32Array(codes.levels.length), statuses = new Int32Array(app.codes.status.levels.length);
    eachRow(app, c, function (row) { colours[codes.of[row]] += app.weight[row]; statuses[app.statusCode[row]] += app.weight[row]; });
    return {
      colours: ordered(colours, function (i) { return codes.colours[i]; }),
      patterns: ordered(statuses, function (i) { return app.patterns[app.codes.status.levels[i]] || "dots"; }),
    };
  }

  /* Counts by what their codes stand for, the most first. */
  function ordered(counts, named) {
    var found = new Map();
    counts.forEach(function (n, i) { if (n) found.set(named(i), (found.get(named(i)) || 0) + n); });
    return Array.from(found).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
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
    var at = offsets(c.rows.length, c.area), w = 0, h = 0;
    at.forEach(function (o) { w = Math.max(w, Math.abs(o[0])); h = Math.max(h, Math.abs(o[1])); });
    c.spots = at;
    c.radius = c.shares ? bubble(c.count) : 0;
    c.halfWidth = c.shares ? c.radius + 3 : w + RADIUS + 5;
    c.halfHeight = c.shares ? c.radius + 3 : h + RADIUS + 5;
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
})();

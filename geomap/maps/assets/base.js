/* The base map: relief, divisions, rivers, valleys, passes and places, all from the page itself. */
(function () {
  "use strict";

  /* Labels of a layer: a list made once, placed by the labels layer at each view. */
  function labelled(layer, labels) {
    layer.attached = function () { this.app.labels.push(labels); this.app.fire("labels"); };
    layer.detached = function () {
      this.app.labels = this.app.labels.filter(function (list) { return list !== labels; });
      this.app.fire("labels");
    };
    return layer;
  }

  /* Relief: a picture a level, the coarsest first, each faded into the one beneath; the world's
     stands three times, so that no side of it is an end. */
  geomap.layers.relief = function (data) {
    var group = L.layerGroup(), pictures = [];
    data.pictures.forEach(function (one, level) {
      (level ? [0] : [-360, 0, 360]).forEach(function (turn) {
        var b = one.bounds;
        var overlay = L.imageOverlay(shade(one), [[b[1], b[0] + turn], [b[3], b[2] + turn]], {
          className: "geomap-relief", interactive: false, zIndex: 1 + level, pane: "tilePane", alt: "",
        });
        /* Paper is light: that picture must be at hand when a dark page is printed. */
        overlay.paper = new Image();
        overlay.paper.src = one.image;
        overlay.one = one;
        pictures.push(overlay);
        group.addLayer(overlay);
      });
    });
    group.pictures = pictures;
    group.on("add", function () {
      var app = geomap.app(group._map);
      app.relief = group;
      function restyle() {
        pictures.forEach(function (p) { p.setUrl(shade(p.one)); p.setOpacity(app.tiled() ? 0 : 1); });
      }
      app.on("restyle", restyle);
      restyle();
    });
    return group;
  };

  function shade(one) { return geomap.theme().dark && one.dark ? one.dark : one.image; }

  /* ---- levels: the world, a ring around the window, the window --------------------------------- */

  /* Each level's lines decoded once; `names` are the lists of lines that it has. */
  function decoded(levels, names) {
    return (levels || []).map(function (level) {
      var made = { window: level.window };
      names.forEach(function (name) { made[name] = parts(level[name] || [], level.digits); });
      return made;
    });
  }

  function parts(list, digits) {
    if (!list.length || typeof list[0][0] === "number") return geomap.pathsOf(list, digits);
    return list.map(function (row) {
      var paths = geomap.pathsOf(row.paths, digits);
      return { paths: paths, name: row.name, width: row.width, rank: row.rank, box: geomap.boxOf(paths) };
    });
  }

  /* Draw every level where no finer one lies: `draw` gets the level and a view. The world is drawn
     on either side of itself too. Edges lie on whole pixels, so that no hair line stays between. */
  function eachLevel(ctx, view, levels, draw) {
    levels.forEach(function (level, i) {
      (i ? [0] : [-256, 0, 256]).forEach(function (turn) {
        var box = pixels(view, level.window, turn, i === 0), inner = levels[i + 1] && pixels(view, levels[i + 1].window, 0);
        if (box[2] < 0 || box[0] > view.width) return;
        ctx.save();
        ctx.beginPath(); ctx.rect(box[0], box[1], box[2] - box[0], box[3] - box[1]); ctx.clip();
        if (inner) {
          ctx.beginPath(); ctx.rect(-9, -9, view.width + 18, view.height + 18);
          ctx.rect(inner[0], inner[1], inner[2] - inner[0], inner[3] - inner[1]); ctx.clip("evenodd");
        }
        draw(level, turn ? moved(view, turn) : view, i, box);
        ctx.restore();
      });
    });
  }

  function pixels(view, window_, turn, tall) {
    var y0 = tall ? -20 : Math.round(view.y(geomap.mercatorY(window_[3]))), y1 = tall ? view.height + 20 : Math.round(view.y(geomap.mercatorY(window_[1])));
    return [Math.round(view.x(geomap.mercatorX(window_[0]) + turn)), y0, Math.round(view.x(geomap.mercatorX(window_[2]) + turn)), y1];
  }

  function moved(view, turn) {
    return Object.assign({}, view, { x: function (wx) { return view.x(wx + turn); } });
  }

  /* ---- land, sea and borders --------------------------------------------------------------------- */

  var NAMED = {
    country: { priority: 60 }, province: { priority: 40, zoom: 5 }, sea: { priority: 46 }, range: { priority: 42, zoom: 4.5 },
  };

  geomap.layers.divisions = function (data) {
    var levels = decoded(data.levels, ["land", "country", "disputed", "province"]);
    var labels = (data.names || []).map(function (area) {
      var style = NAMED[area.kind];
      return { text: area.name, kind: area.kind, lon: area.lon, lat: area.lat, extent: area.extent, priority: style.priority, zoom: style.zoom, turns: true };
    });
    var layer = new geomap.CanvasLayer(2, { fixed: true }), sea = new geomap.CanvasLayer(-1, { fixed: true });
    var ground = new geomap.CanvasLayer(-2, { pane: "geomapLand", zIndex: 190, fixed: true });
    ground.draw = function (ctx, view) {
      if (this.app.tiled()) return;
      ctx.fillStyle = geomap.theme().land;
      ctx.fillRect(0, 0, view.width, view.height);
    };
    /* The sea lies over the relief: its edge is the coast, sharp at every zoom. */
    sea.draw = function (ctx, view) {
      if (this.app.tiled()) return;
      var theme = geomap.theme();
      eachLevel(ctx, view, levels, function (level, seen, i, box) {
        ctx.beginPath();
        ctx.rect(box[0] - 2, box[1] - 2, box[2] - box[0] + 4, box[3] - box[1] + 4);
        geomap.trace(ctx, seen, level.land, true);
        ctx.fillStyle = theme.sea; ctx.fill("evenodd");
        ctx.beginPath(); geomap.trace(ctx, seen, level.land, false, true);
        ctx.strokeStyle = theme.river; ctx.lineWidth = 0.8; ctx.stroke();
      });
    };
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      ctx.lineJoin = "round";
      eachLevel(ctx, view, levels, function (level, seen) {
        function stroke(paths, colour, width, dash) {
          ctx.beginPath(); geomap.trace(ctx, seen, paths, false);
          ctx.strokeStyle = colour; ctx.lineWidth = width; ctx.setLineDash(dash || []); ctx.stroke();
        }
        if (view.zoom >= 5) stroke(level.province, theme.border, 1, [5, 3, 1, 3]);
        var wide = view.zoom < 5 ? 1.1 : 1.8;
        stroke(level.country, theme.country, wide);
        stroke(level.disputed, theme.country, wide, [6, 4]);
        ctx.setLineDash([]);
      });
    };
    labelled(layer, labels);
    var attached = layer.attached, detached = layer.detached;
    layer.attached = function (map) { attached.call(this, map); ground.addTo(map); sea.addTo(map); };
    layer.detached = function () { detached.call(this); ground.remove(); sea.remove(); };
    return layer;
  };

  /* ---- rivers and lakes ---------------------------------------------------------------------------- */

  geomap.layers.rivers = function (data) {
    var levels = decoded(data.levels, ["lakes", "rivers"]);
    var rivers = parts(data.lines || [], data.digits).map(function (river) { river.rank = river.width > 1.6 ? 5 : 8; return river; });
    var layer = new geomap.CanvasLayer(1, { fixed: true }), labels = [];
    function named(rows, kind, outer) {
      rows.forEach(function (row) {
        if (!row.name) return;
        var box = row.box, label = { text: row.name, kind: kind, paths: row.paths, priority: 34 - (row.rank || 0), zoom: outer };
        if (kind === "lake") Object.assign(label, { priority: 44, extent: box[2] - box[0], wx: middle(row.paths)[0], wy: middle(row.paths)[1], paths: null });
        labels.push(label);
      });
    }
    levels.forEach(function (level, i) { if (i || levels.length === 1) { named(level.lakes, "lake", 4); named(level.rivers, "river", 4); } });
    named(rivers, "river");
    layer.draw = function (ctx, view) {
      if (this.app.tiled()) return;
      var grow = Math.max(0.35, Math.min(1.6, 0.62 * Math.pow(1.28, view.zoom - 8))), theme = geomap.theme();
      ctx.lineJoin = ctx.lineCap = "round";
      function lines(rows, seen) {
        ctx.strokeStyle = theme.river;
        rows.forEach(function (river) {
          if (!geomap.seen(seen, river.box, 20) || river.width * grow < 0.42) return;
          ctx.lineWidth = river.width * grow;
          ctx.beginPath(); geomap.trace(ctx, seen, river.paths, false); ctx.stroke();
        });
      }
      eachLevel(ctx, view, levels, function (level, seen) {
        lines(level.rivers, seen);
        level.lakes.forEach(function (lake) {
          if (!geomap.seen(seen, lake.box, 20)) return;
          ctx.beginPath(); geomap.trace(ctx, seen, lake.paths, true);
          ctx.fillStyle = theme.sea; ctx.fill("evenodd");
          ctx.strokeStyle = theme.river; ctx.lineWidth = 0.8; ctx.stroke();
        });
      });
      lines(rivers, view);
    };
    return labelled(layer, labels);
  };

  /* The middle of the largest part of an area, for its name. */
  function middle(paths) {
    var most = paths.reduce(function (a, b) { return boxed(b) > boxed(a) ? b : a; });
    return [(most.box[0] + most.box[2]) / 2, (most.box[1] + most.box[3]) / 2];
  }
  function boxed(path) { return (path.box[2] - path.box[0]) * (path.box[3] - path.box[1]); }

  geomap.layers.valleys = function (data) {
    var areas = data.areas.map(function (area) {
      var paths = geomap.pathsOf(area.paths, data.digits);
      return { paths: paths, box: geomap.boxOf(paths) };
    });
    var labels = data.areas.map(function (area) {
      return {
        text: area.name, kind: "valley", lon: area.lon, lat: area.lat, priority: 55, extent: area.extent,
        paths: area.axis ? geomap.pathsOf([area.axis], data.digits) : null,
      };
    });
    var layer = new geomap.CanvasLayer(0, { fixed: true });
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      areas.forEach(function (area) {
        if (!geomap.seen(view, area.box, 20)) return;
        ctx.beginPath(); geomap.trace(ctx, view, area.paths, true);
        ctx.fillStyle = theme.valley; ctx.fill("evenodd");
        ctx.strokeStyle = theme.valley; ctx.lineWidth = 1.2; ctx.stroke();
      });
    };
    return labelled(layer, labels);
  };

  geomap.layers.places = function (data) {
    var places = data.places.map(function (place) {
      return { x: geomap.worldX(place.lon), y: geomap.worldY(place.lat), place: place };
    });
    var labels = data.places.map(function (place) {
      return {
        text: place.name, kind: place.kind, lon: place.lon, lat: place.lat, point: true,
        priority: place.priority, zoom: place.zoom, turns: true,
      };
    });
    var layer = new geomap.CanvasLayer(3, { fixed: true });
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      places.forEach(function (item) {
        var x = view.x(geomap.nearest(view, item.x)), y = view.y(item.y), place = item.place;
        if (x < 0 || y < 0 || x > view.width || y > view.height || view.zoom < place.zoom) return;
        ctx.fillStyle = ctx.strokeStyle = theme.soft;
        if (place.kind === "pass") {
          ctx.lineWidth = 1.4;
          ctx.beginPath(); ctx.arc(x - 6, y, 5, -0.8, 0.8); ctx.stroke();
          ctx.beginPath(); ctx.arc(x + 6, y, 5, Math.PI - 0.8, Math.PI + 0.8); ctx.stroke();
          return;
        }
        var r = place.kind === "city" ? 3 : 2;
        ctx.beginPath(); ctx.arc(x, y, r + 1.2, 0, 7); ctx.fillStyle = theme.halo; ctx.fill();
        ctx.beginPath(); ctx.arc(x, y, r, 0, 7); ctx.fillStyle = theme.soft; ctx.fill();
      });
    };
    return labelled(layer, labels);
  };
})();

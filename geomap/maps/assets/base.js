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

  geomap.layers.relief = function (data) {
    var b = data.bounds;
    var picture = function () { return geomap.theme().dark && data.dark ? data.dark : data.image; };
    var layer = L.imageOverlay(picture(), [[b[1], b[0]], [b[3], b[2]]], {
      className: "geomap-relief", interactive: false, zIndex: 1, pane: "tilePane", alt: "",
    });
    /* Paper is light: that picture must be at hand when a dark page is printed. */
    layer.paper = new Image();
    layer.paper.src = data.image;
    layer.on("add", function () { geomap.app(layer._map).relief = layer; });
    layer.on("add", function () { geomap.app(layer._map).on("restyle", function () { layer.setUrl(picture()); }); });
    return layer;
  };

  geomap.layers.divisions = function (data) {
    var areas = data.areas.map(function (area) {
      var paths = geomap.pathsOf(area.paths, data.digits);
      return { paths: paths, level: area.level, name: area.name, box: geomap.boxOf(paths) };
    });
    var labels = data.areas.map(function (area) {
      return {
        text: area.name, kind: area.level ? "province" : "country", lon: area.lon, lat: area.lat,
        extent: area.extent, priority: area.level ? 40 : 60,
      };
    });
    var land = data.areas.map(function (area) { return geomap.pathsOf(area.land || [], data.digits); });
    var world = geomap.pathsOf(data.world || [], 1), window_ = data.window;
    var layer = new geomap.CanvasLayer(2), ground = new geomap.CanvasLayer(-2, { pane: "geomapLand", zIndex: 190 });
    ground.draw = function (ctx, view) {
      ctx.fillStyle = geomap.theme().land;
      ctx.save();
      outside(ctx, view);
      ctx.beginPath();
      geomap.trace(ctx, view, world, true);
      ctx.fill();
      ctx.restore();
      land.forEach(function (paths) { ctx.beginPath(); geomap.trace(ctx, view, paths, true); ctx.fill("evenodd"); });
    };
    /* Beyond the window land and borders are coarse: they are cut where the exact ones begin. */
    function outside(ctx, view) {
      var x0 = view.x(geomap.worldX(window_[0])), x1 = view.x(geomap.worldX(window_[2]));
      var y0 = view.y(geomap.worldY(window_[3])), y1 = view.y(geomap.worldY(window_[1]));
      ctx.beginPath(); ctx.rect(0, 0, view.width, view.height); ctx.rect(x0, y0, x1 - x0, y1 - y0); ctx.clip("evenodd");
    }
    function coarse(ctx, view, theme) {
      if (!world.length) return;
      ctx.save();
      outside(ctx, view);
      ctx.beginPath(); geomap.trace(ctx, view, world, true);
      ctx.strokeStyle = theme.border; ctx.lineWidth = 1; ctx.stroke();
      ctx.restore();
    }
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      ctx.lineJoin = "round";
      coarse(ctx, view, theme);
      [1, 0].forEach(function (level) {
        var near = level === 0 || view.zoom >= 5;
        ctx.beginPath();
        areas.forEach(function (area) {
          if (area.level === level && near && geomap.seen(view, area.box, 20)) geomap.trace(ctx, view, area.paths, false);
        });
        ctx.strokeStyle = level ? theme.border : theme.country;
        ctx.lineWidth = level ? 1 : 1.8;
        ctx.setLineDash(level ? [5, 3, 1, 3] : []);
        ctx.stroke();
      });
      ctx.setLineDash([]);
    };
    labelled(layer, labels);
    var attached = layer.attached, detached = layer.detached;
    layer.attached = function (map) { attached.call(this, map); ground.addTo(map); };
    layer.detached = function () { detached.call(this); ground.remove(); };
    return layer;
  };

  geomap.layers.rivers = function (data) {
    var rivers = data.lines.map(function (line) {
      var paths = geomap.pathsOf(line.paths, data.digits);
      return { paths: paths, width: line.width, name: line.name, box: geomap.boxOf(paths) };
    });
    var labels = rivers.filter(function (river) { return river.name; }).map(function (river) {
      return { text: river.name, kind: "river", paths: river.paths, priority: 25 };
    });
    var layer = new geomap.CanvasLayer(1);
    layer.draw = function (ctx, view) {
      var grow = Math.max(0.35, Math.min(1.6, 0.62 * Math.pow(1.28, view.zoom - 8)));
      ctx.strokeStyle = geomap.theme().river;
      ctx.lineJoin = ctx.lineCap = "round";
      rivers.forEach(function (river) {
        if (!geomap.seen(view, river.box, 20) || river.width * grow < 0.42) return;
        ctx.lineWidth = river.width * grow;
        ctx.beginPath(); geomap.trace(ctx, view, river.paths, false); ctx.stroke();
      });
    };
    return labelled(layer, labels);
  };

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
    var layer = new geomap.CanvasLayer(0);
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
        priority: place.priority, zoom: place.zoom,
      };
    });
    var layer = new geomap.CanvasLayer(3);
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      places.forEach(function (item) {
        var x = view.x(item.x), y = view.y(item.y), place = item.place;
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

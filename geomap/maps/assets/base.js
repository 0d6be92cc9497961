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
    return L.imageOverlay(data.image, [[b[1], b[0]], [b[3], b[2]]], {
      className: "geomap-relief", interactive: false, zIndex: 1, pane: "tilePane", alt: "",
    });
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
    var layer = new geomap.CanvasLayer(2);
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      ctx.lineJoin = "round";
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
    return labelled(layer, labels);
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
      var grow = Math.max(0.5, Math.min(1.6, Math.pow(1.25, view.zoom - 9)));
      ctx.strokeStyle = geomap.theme().water;
      ctx.lineJoin = ctx.lineCap = "round";
      rivers.forEach(function (river) {
        if (!geomap.seen(view, river.box, 20) || river.width * grow < 0.35) return;
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

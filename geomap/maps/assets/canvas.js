/* A Leaflet layer that draws on one canvas: redrawn when the map stands still, moved with it. */
(function () {
  "use strict";

  geomap.CanvasLayer = L.Layer.extend({
    /* `fixed`: nothing that is filtered or selected changes what is drawn. */
    options: { padding: 0.25, pane: "geomap", zIndex: 410, fixed: false },

    initialize: function (zIndex, options) {
      this.zIndex = zIndex;
      L.setOptions(this, options || {});
    },

    onAdd: function (map) {
      var name = this.options.pane, pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = this.options.zIndex;
      pane.classList.add("geomap-pane");
      this.app = geomap.app(map);
      this.canvas = L.DomUtil.create("canvas", "geomap-canvas leaflet-zoom-animated", pane);
      this.canvas.style.zIndex = this.zIndex;
      this.canvas.setAttribute("aria-hidden", "true");
      this.app.on(this.options.fixed ? "restyle" : "restyle change select", this.later, this);
      this.app.on("print", this.redraw, this);
      if (this.attached) this.attached(map);
      this.refresh();
    },

    onRemove: function () {
      this.app.off(this.options.fixed ? "restyle" : "restyle change select", this.later, this);
      this.app.off("print", this.redraw, this);
      if (this.detached) this.detached();
      this.canvas.remove();
      this.canvas = null;
    },

    getEvents: function () {
      return { moveend: this.refresh, viewreset: this.refresh, resize: this.refresh, zoomanim: this.animate };
    },

    /* While the page is being made, all that moves the map draws once, in the first frame. */
    refresh: function () {
      if (this.app.begun) this.redraw(); else this.later();
    },

    /* Several reasons to draw in one frame draw once. */
    later: function () {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(L.bind(function () { this.waiting = false; this.redraw(); }, this));
    },

    redraw: function () {
      var map = this._map;
      if (!map || !this.canvas) return;
      var size = map.getSize(), pad = this.options.padding;
      var min = map.containerPointToLayerPoint(size.multiplyBy(-pad)).round();
      var wide = size.multiplyBy(1 + 2 * pad).round();
      var ratio = geomap.ratio || window.devicePixelRatio || 1;
      this.topLeft = map.layerPointToLatLng(min);
      this.drawnZoom = map.getZoom();
      L.DomUtil.setTransform(this.canvas, min, 1);
      this.canvas.width = wide.x * ratio;
      this.canvas.height = wide.y * ratio;
      this.canvas.style.width = wide.x + "px";
      this.canvas.style.height = wide.y + "px";
      var ctx = this.canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      var origin = map.getPixelOrigin().add(min), scale = Math.pow(2, map.getZoom());
      this.view = {
        scale: scale, ox: origin.x, oy: origin.y, width: wide.x, height: wide.y, zoom: map.getZoom(),
        /* The part of the canvas that the reader sees now. */
        left: -min.x + map.containerPointToLayerPoint([0, 0]).x, top: -min.y + map.containerPointToLayerPoint([0, 0]).y,
        seenWidth: size.x, seenHeight: size.y,
        x: function (wx) { return wx * scale - origin.x; },
        y: function (wy) { return wy * scale - origin.y; },
      };
      this.draw(ctx, this.view);
    },

    animate: function (event) {
      if (!this.topLeft) return;
      var scale = this._map.getZoomScale(event.zoom, this.drawnZoom);
      var offset = this._map._latLngToNewLayerPoint(this.topLeft, event.zoom, event.center);
      L.DomUtil.setTransform(this.canvas, offset, scale);
    },

    draw: function () {},
  });

  /* ---- lines and areas from whole numbers --------------------------------------------------- */

  /* Decode [lon, lat, dlon, dlat, ...] into world coordinates, with the box of the line. */
  geomap.path = function (numbers, digits) {
    var unit = Math.pow(10, -digits), n = numbers.length / 2, lon = 0, lat = 0;
    var xy = new Float64Array(numbers.length), box = [Infinity, Infinity, -Infinity, -Infinity];
    for (var i = 0; i < n; i++) {
      lon += numbers[2 * i]; lat += numbers[2 * i + 1];
      var x = geomap.mercatorX(lon * unit), y = geomap.mercatorY(lat * unit);
      xy[2 * i] = x; xy[2 * i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return { xy: xy, n: n, box: box };
  };

  /* Of a place that the world repeats to either side, the one nearest the middle of the view. */
  geomap.nearest = function (view, wx) {
    var middle = (view.ox + view.width / 2) / view.scale;
    return wx + 256 * Math.round((middle - wx) / 256);
  };

  geomap.seen = function (view, box, margin) {
    var m = margin || 0;
    return view.x(box[2]) > -m && view.x(box[0]) < view.width + m &&
      view.y(box[3]) > -m && view.y(box[1]) < view.height + m;
  };

  /* Trace paths into the context; points nearer than half a pixel to the last are left out.
     `open`: lines along the antimeridian too. */
  geomap.trace = function (ctx, view, paths, close, open) {
    paths.forEach(function (path) {
      if (!geomap.seen(view, path.box, 40)) return;
      var lastX = Infinity, lastY = Infinity;
      for (var i = 0; i < path.n; i++) {
        var x = view.x(path.xy[2 * i]), y = view.y(path.xy[2 * i + 1]);
        if (i && i < path.n - 1 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7) continue;
        if (i && !(open && seam(path.xy[2 * i - 2], path.xy[2 * i]))) ctx.lineTo(x, y); else ctx.moveTo(x, y);
        lastX = x; lastY = y;
      }
      if (close) ctx.closePath();
    });
  };

  /* Where land was cut at the antimeridian there is no coast. */
  function seam(x0, x1) { return Math.abs(x0 - x1) < 0.02 && Math.abs(x0 - 256 * Math.round(x0 / 256)) < 0.02; }

  geomap.pathsOf = function (list, digits) {
    return list.map(function (numbers) { return geomap.path(numbers, digits); });
  };

  geomap.boxOf = function (paths) {
    return paths.reduce(function (box, path) {
      return [Math.min(box[0], path.box[0]), Math.min(box[1], path.box[1]),
        Math.max(box[2], path.box[2]), Math.max(box[3], path.box[3])];
    }, [Infinity, Infinity, -Infinity, -Infinity]);
  };
})();

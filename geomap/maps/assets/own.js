/* A user's own ground: roads, water, borders, lines and areas, places, and pictures. */
(function () {
  "use strict";

  var ROADS = [2.6, 2.1, 1.6, 1.2, 0.9, 0.6], ROAD_ZOOM = [0, 0, 6, 8, 10, 12];

  geomap.layers.ownGround = function (data) {
    var group = L.layerGroup(), layer = new geomap.CanvasLayer(2, { fixed: true }), labels = [];
    var shapes = [];
    data.sets.forEach(function (set) {
      if (set.image) {
        var b = set.bounds;
        group.addLayer(L.imageOverlay(set.image, [[b[1], b[0]], [b[3], b[2]]], { interactive: false, zIndex: 9, pane: "tilePane", alt: "", className: "geomap-own" }));
      }
      (set.shapes || []).forEach(function (row) {
        var shape = Object.assign({}, row, { paths: row.paths ? geomap.pathsOf(row.paths, data.digits) : null });
        if (shape.paths) shape.box = geomap.boxOf(shape.paths);
        shapes.push(shape);
        if (row.name) labels.push(label(shape));
      });
    });
    layer.attached = function () { this.app.labels.push(labels); this.app.fire("labels"); };
    layer.detached = function () {
      this.app.labels = this.app.labels.filter(function (list) { return list !== labels; });
      this.app.fire("labels");
    };
    layer.draw = function (ctx, view) {
      var theme = geomap.theme();
      ctx.lineJoin = ctx.lineCap = "round";
      shapes.forEach(function (shape) {
        if (!shape.paths) return dot(ctx, view, shape, theme);
        if (!geomap.seen(view, shape.box, 20) || (shape.what === "road" && view.zoom < (ROAD_ZOOM[shape.rank] || 0))) return;
        ctx.beginPath(); geomap.trace(ctx, view, shape.paths, shape.area);
        if (shape.area) { ctx.fillStyle = shape.what === "water" ? theme.sea : theme.ownfill; ctx.fill("evenodd"); }
        if (shape.what === "road") {
          var wide = (ROADS[shape.rank] || 1) * Math.max(0.7, Math.min(1.8, Math.pow(1.15, view.zoom - 8)));
          ctx.strokeStyle = theme.halo; ctx.lineWidth = wide + 1.4; ctx.stroke();
          ctx.strokeStyle = theme.road; ctx.lineWidth = wide; ctx.stroke();
          return;
        }
        ctx.strokeStyle = shape.what === "water" ? theme.river : shape.what === "border" ? theme.border : theme.own;
        ctx.lineWidth = shape.what ? 1 : shape.area ? 1.4 : 2;
        ctx.setLineDash(shape.what === "border" ? [4, 3] : []);
        ctx.stroke(); ctx.setLineDash([]);
      });
    };
    group.addLayer(layer);
    return group;
  };

  function dot(ctx, view, shape, theme) {
    var x = view.x(geomap.worldX(shape.lon)), y = view.y(geomap.worldY(shape.lat));
    if (x < 0 || y < 0 || x > view.width || y > view.height) return;
    ctx.beginPath(); ctx.arc(x, y, 3.6, 0, 7); ctx.fillStyle = theme.halo; ctx.fill();
    ctx.beginPath(); ctx.arc(x, y, 2.4, 0, 7); ctx.fillStyle = theme.own; ctx.fill();
  }

  function label(shape) {
    if (!shape.paths) return { text: shape.name, kind: "town", lon: shape.lon, lat: shape.lat, point: true, priority: 37, zoom: 6 };
    if (!shape.area) return { text: shape.name, kind: "own", paths: shape.paths, priority: shape.what === "road" ? 24 - shape.rank : 48, zoom: shape.what === "road" ? 7 + shape.rank : 4 };
    var box = shape.box;
    return { text: shape.name, kind: "own", wx: (box[0] + box[2]) / 2, wy: (box[1] + box[3]) / 2, extent: box[2] - box[0], priority: 39, zoom: 5 };
  }
})();

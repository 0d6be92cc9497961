/* Paper: light colours, a fixed size, sharper pictures, every row; then back.
   Browsers print canvases that lie on one another as opaque, so all layers go onto one. */
(function () {
  "use strict";

  /* One opaque canvas with all that the map's own layers draw, in their order. */
  function sheet(app) {
    var size = app.map.getSize(), canvas = geomap.el("canvas", { class: "geomap-sheet", "aria-hidden": "true" });
    canvas.width = size.x * 2; canvas.height = size.y * 2;
    canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
    var ctx = canvas.getContext("2d");
    ctx.scale(2, 2);
    ctx.fillStyle = getComputedStyle(app.map.getContainer()).backgroundColor;
    ctx.fillRect(0, 0, size.x, size.y);
    var layers = Array.from(app.map.getContainer().querySelectorAll(".geomap-canvas")).sort(function (a, b) { return a.style.zIndex - b.style.zIndex; });
    layers.filter(function (c) { return c.style.zIndex < -1; }).forEach(function (c) { stack(app, ctx, c); });
    if (app.relief && app.map.hasLayer(app.relief)) relief(app, ctx);
    layers.filter(function (c) { return c.style.zIndex >= -1; }).forEach(function (c) { stack(app, ctx, c); });
    return canvas;
  }

  function stack(app, ctx, canvas) {
    var at = canvas.getBoundingClientRect(), box = app.map.getContainer().getBoundingClientRect();
    if (canvas.width) ctx.drawImage(canvas, at.left - box.left, at.top - box.top, at.width, at.height);
  }

  function relief(app, ctx) {
    app.relief.pictures.forEach(function (one) {
      var bounds = one.getBounds(), a = app.map.latLngToContainerPoint(bounds.getNorthWest()), b = app.map.latLngToContainerPoint(bounds.getSouthEast());
      if (one.paper.complete) ctx.drawImage(one.paper, a.x, a.y, b.x - a.x, b.y - a.y);
    });
  }

  geomap.printing = function (app) {
    var media = window.matchMedia("print");
    function enter() {
      if (app.printing) return;
      app.printing = true;
      geomap.ratio = 2;
      document.documentElement.dataset.geomapTheme = "light";
      app.panel.frame.classList.add("geomap-printing");
      app.panel.frame.style.setProperty("--geomap-above", app.panel.head.offsetHeight + "px");
      geomap.forgetTheme();
      app.map.invalidateSize({ animate: false, pan: false });
      if (!app.moved) app.goHome();
      app.fire("restyle");
      app.fire("print");
      app.paper = sheet(app);
      app.map.getContainer().append(app.paper);
    }
    function leave() {
      if (!app.printing) return;
      app.printing = false;
      geomap.ratio = 0;
      delete document.documentElement.dataset.geomapTheme;
      if (app.paper) app.paper.remove();
      app.panel.frame.classList.remove("geomap-printing");
      geomap.forgetTheme();
      app.map.invalidateSize({ animate: false, pan: false });
      if (!app.moved) app.goHome();
      app.fire("restyle");
      app.fire("printed");
    }
    window.addEventListener("beforeprint", enter);
    window.addEventListener("afterprint", leave);
    media.addEventListener("change", function () { if (media.matches) enter(); else leave(); });
  };
})();

/* Paper: light colours, a fixed size, sharper pictures, every row; then back. */
(function () {
  "use strict";

  geomap.printing = function (app) {
    var media = window.matchMedia("print");
    function enter() {
      if (app.printing) return;
      app.printing = true;
      geomap.ratio = 2;
      app.panel.frame.classList.add("geomap-printing");
      geomap.forgetTheme();
      app.map.invalidateSize({ animate: false, pan: false });
      if (!app.moved) app.goHome();
      app.fire("restyle");
      app.fire("print");
    }
    function leave() {
      if (!app.printing) return;
      app.printing = false;
      geomap.ratio = 0;
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

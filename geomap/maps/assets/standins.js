/* Stand-ins for what folium's own markers and popups expect from other libraries, so that they
   work offline: an element from markup of the map's author, and a default icon. */
(function () {
  "use strict";
  if (!window.$) {
    window.$ = function (markup) {
      if (typeof markup !== "string") return { ready: function (then) { then(); } };
      return [new DOMParser().parseFromString(markup, "text/html").body.firstElementChild];
    };
  }
  if (!L.AwesomeMarkers) L.AwesomeMarkers = { icon: function () { return new L.Icon.Default(); } };
})();

/* geomap, browser part. Plain scripts in load order, no build step.
   Report text is data: it is only ever put on the page as textContent or drawn on a canvas. */
(function () {
  "use strict";
  var geomap = (window.geomap = window.geomap || {});
  var DAY_MS = 86400000;
  geomap.layers = {};
  geomap.controls = {};
  geomap.apps = [];

  /* ---- data ------------------------------------------------------------------------------ */

  function inflate(packed) {
    var raw = atob(packed);
    var bytes = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  /* Read a JSON element; `then` is called at once where the data is not packed. */
  geomap.read = function (id, then) {
    var data = JSON.parse(document.getElementById(id).textContent);
    if (data && data.gzip) inflate(data.gzip).then(then, geomap.complain);
    else then(data);
  };

  geomap.complain = function (error) {
    var box = geomap.el("p", { class: "geomap-error", role: "alert" });
    box.textContent = "This browser cannot open the map's data: " + error.message;
    document.body.prepend(box);
  };

  /* Columns as a table: t.at(name, row). A column is {v: values}, {l: levels, c: codes}, or {k: value}
     where all rows have one value; the first is no such column. */
  geomap.table = function (columns) {
    var names = Object.keys(columns);
    var first = names.length ? columns[names[0]] : { v: [] };
    return {
      n: (first.v || first.c).length,
      columns: columns,
      has: function (name) { return name in columns; },
      at: function (name, row) {
        var column = columns[name];
        return column.v ? column.v[row] : column.c ? column.l[column.c[row]] : column.k;
      },
      levels: function (name) {
        var column = columns[name];
        if (column.l) return column.l;
        if (!column.v) return [column.k];
        return Array.from(new Set(column.v));
      },
      index: function (name) {
        var found = new Map();
        for (var row = 0; row < this.n; row++) found.set(this.at(name, row), row);
        return found;
      },
    };
  };

  /* ---- words ----------------------------------------------------------------------------- */

  geomap.el = function (tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === null || value === undefined || value === false) return;
      if (name.slice(0, 2) === "on") node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    });
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (child === null || child === undefined) return;
      node.append(child.nodeType ? child : document.createTextNode(String(child)));
    });
    return node;
  };

  /* Text that came from a report or a gazetteer: isolated, in its own direction. */
  geomap.said = function (text, tag) {
    var node = document.createElement(tag || "bdi");
    node.setAttribute("dir", "auto");
    node.className = "geomap-said";
    node.textContent = text;
    return node;
  };

  /* A link only where the address is http or https; else the address as text. */
  geomap.link = function (address, label) {
    var url = null;
    try { url = new URL(address); } catch { url = null; }
    if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
      return address ? geomap.said(address) : null;
    }
    var node = geomap.el("a", { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" });
    node.append(geomap.said(label || address));
    return node;
  };

  geomap.iso = function (day) {
    return day === null || day === undefined ? "" : new Date(day * DAY_MS).toISOString().slice(0, 10);
  };

  geomap.fromIso = function (text) {
    var time = Date.parse(text + "T00:00:00Z");
    return isNaN(time) ? null : Math.round(time / DAY_MS);
  };

  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  geomap.day = function (day, withYear) {
    if (day === null || day === undefined) return "";
    var date = new Date(day * DAY_MS);
    var text = date.getUTCDate() + " " + MONTHS[date.getUTCMonth()];
    return withYear === false ? text : text + " " + date.getUTCFullYear();
  };

  geomap.span = function (from, to) {
    if (from === null && to === null) return "no date given";
    if (from === null) return "until " + geomap.day(to);
    if (to === null) return "since " + geomap.day(from);
    if (from === to) return geomap.day(from);
    var sameYear = geomap.iso(from).slice(0, 4) === geomap.iso(to).slice(0, 4);
    return geomap.day(from, !sameYear) + " – " + geomap.day(to);
  };

  /* Short: the year only where it differs from that of `near`. */
  geomap.brief = function (from, to, near) {
    var year = geomap.iso(near).slice(0, 4), a = from === null ? to : from, b = to === null ? from : to;
    if (a === null) return "–";
    var plain = geomap.iso(a).slice(0, 4) === year && geomap.iso(b).slice(0, 4) === year;
    if (from === null || to === null) return (from === null ? "until " : "since ") + geomap.day(a, !plain);
    if (a === b) return geomap.day(a, !plain);
    if (!plain) return geomap.span(a, b);
    var one = geomap.day(a, false).split(" "), two = geomap.day(b, false);
    return (one[1] === two.split(" ")[1] ? one[0] : one.join(" ")) + "–" + two;
  };

  geomap.count = function (n, one, many) {
    return n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
  };

  /* A number of people from its bounds; either may be unknown. */
  geomap.range = function (low, high) {
    var a = low === null ? null : low.toLocaleString("en"), b = high === null ? null : high.toLocaleString("en");
    return a === null ? "up to " + b : b === null ? "at least " + a : a === b ? a : a + " to " + b;
  };

  geomap.clip = function (text, length) {
    return text.length > length ? text.slice(0, length - 1) + "…" : text;
  };

  /* ---- one app a map ----------------------------------------------------------------------- */

  /* What the layers and controls on one Leaflet map share; `on` and `fire` as in Leaflet. */
  geomap.app = function (map) {
    if (map.geomapApp) return map.geomapApp;
    var app = new (L.Evented.extend({}))();
    app.map = map;
    app.layers = [];
    app.labels = [];
    app.obstacles = [];
    app.selection = null;
    map.geomapApp = app;
    /* Online tiles that the map's author added take the place of our own ground. */
    app.tiled = function () {
      var found = false;
      map.eachLayer(function (layer) { found = found || layer instanceof L.TileLayer; });
      return found;
    };
    map.on("layeradd layerremove", function (event) { if (event.layer instanceof L.TileLayer) app.fire("restyle"); });
    geomap.apps.push(app);
    /* Set by the first picture of the events, or after a while on a map without events. */
    setTimeout(function () { app.begun = true; }, 1500);
    var dark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)");
    app.still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (dark && dark.addEventListener) dark.addEventListener("change", function () { app.restyle(); });
    app.restyle = function () { geomap.forgetTheme(); app.fire("restyle"); };
    /* The map shows its home until the reader, or the address, moves it. */
    ["mousedown", "wheel", "touchstart", "keydown"].forEach(function (name) {
      map.getContainer().addEventListener(name, function () { app.moved = true; }, { passive: true });
    });
    /* The view that the address asks for stands while the page is laid out, until the reader acts. */
    ["pointerdown", "wheel", "keydown"].forEach(function (name) {
      window.addEventListener(name, function () { app.asked = null; }, { passive: true, capture: true });
    });
    app.goAsked = function () { map.setView(app.asked.slice(0, 2), app.asked[2], { animate: false }); };
    app.home = map.options.geomapHome;
    app.goHome = function () {
      var size = map.getSize(), left = 12, head = app.panel ? app.panel.head : null;
      if (!app.home || size.x <= 60 || size.y <= 60) return;
      /* What stands over the map leaves the rest of it to the events. */
      if (head && getComputedStyle(head).position === "absolute" && head.offsetWidth < size.x * 0.5) left += head.offsetLeft + head.offsetWidth;
      var look = { animate: false, paddingTopLeft: [left, left > 12 ? 52 : 12], paddingBottomRight: [12, 12] };
      map.fitBounds(app.home, look);
      /* A ring is never smaller than can be read, so that at the edge it may need more room. */
      var layer = app.encirclement, rings = layer && map.hasLayer(layer) ? layer.room() : null;
      if (rings && !map.getBounds().contains(rings)) map.fitBounds(rings.extend(app.home), look);
    };
    map.getContainer().classList.add("geomap-map");
    if (!map.getContainer().hasAttribute("role")) {
      map.getContainer().setAttribute("role", "application");
      map.getContainer().setAttribute("aria-label", "Map");
    }
    return app;
  };

  /* A layer by its name, for the switches of the legend. */
  geomap.list = function (map, layer, name) {
    if (map instanceof L.Map) geomap.app(map).layers.push({ layer: layer, name: name });
  };

  /* ---- theme ------------------------------------------------------------------------------- */

  var theme = null;
  geomap.forgetTheme = function () { theme = null; };
  geomap.theme = function () {
    if (theme) return theme;
    var style = getComputedStyle(document.documentElement);
    var names = ["paper", "land", "sea", "ink", "soft", "line", "border", "country", "water", "river", "halo", "valley", "area", "own", "ownfill", "road"];
    theme = {};
    names.forEach(function (name) { theme[name] = style.getPropertyValue("--geomap-" + name).trim() || "#888"; });
    theme.dark = style.getPropertyValue("--geomap-dark").trim() === "1";
    return theme;
  };

  /* ---- projection: Web Mercator units of zoom 0, kept once --------------------------------- */

  /* A story across the antimeridian is drawn on longitudes from 0 to 360. */
  geomap.lng = function (lon) { return geomap.east && lon < 0 ? lon + 360 : lon; };
  geomap.worldX = function (lon) { return geomap.mercatorX(geomap.lng(lon)); };
  geomap.mercatorX = function (lon) { return (lon + 180) / 360 * 256; };
  geomap.worldY = geomap.mercatorY = function (lat) {
    var sine = Math.max(-0.99999, Math.min(0.99999, Math.sin(lat * Math.PI / 180)));
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256;
  };
  geomap.lonOf = function (x) { return x / 256 * 360 - 180; };
  geomap.latOf = function (y) { return Math.atan(Math.sinh(Math.PI * (1 - 2 * y / 256))) * 180 / Math.PI; };
})();

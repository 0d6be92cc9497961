/* The table of the events that are shown: it follows the map and the filters, and leads to both. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var PAGE = 60;

  geomap.controls.eventTable = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      var node = el("div", { class: "geomap-events" });
      panel.add("Events", node);
      node.append(tools(app), list(app));
    });
  };

  /* ---- search, filters, download ------------------------------------------------------------ */

  function tools(app) {
    var search = el("input", { type: "search", id: "geomap-search", placeholder: app.gathered ? "Search places, types, the parties named" : "Search words, people, places", "aria-label": "Search events", autocomplete: "off" });
    var timer = 0;
    search.value = app.filters.query;
    search.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { app.set({ query: search.value }); }, app.events.n > 20000 ? 250 : 60);
    });
    app.on("change", function () { if (document.activeElement !== search) search.value = app.filters.query; });
    var row = el("div", { class: "geomap-tools" }, [
      search,
      el("button", { type: "button", onclick: function () { app.reset(); } }, "Clear"),
      download(app),
    ]);
    var filters = el("details", { class: "geomap-filters" }, el("summary", {}, "Filters"));
    ["status", "side", "shape", "toll", "doubt", "certainty", "source"].forEach(function (facet) { filters.append(choices(app, facet)); });
    return el("div", {}, [row, geomap.nameList(app), filters]);
  }

  var TITLES = { status: "Status", side: "Side", shape: "Type", toll: "Toll", doubt: "Doubt", certainty: "Certainty", source: "Source" };

  function choices(app, facet) {
    var set = el("fieldset", { class: "geomap-choices" }, el("legend", {}, TITLES[facet]));
    app.facets[facet].forEach(function (choice) {
      var box = el("input", { type: "checkbox", onchange: function () { app.toggle(facet, choice.key, box.checked); } });
      var sync = function () { box.checked = !app.isOff(facet, choice.key); };
      sync();
      app.on("change", sync);
      set.append(el("label", {}, [box, " ", choice.said ? geomap.said(geomap.clip(choice.label, 80)) : choice.label]));
    });
    return set;
  }

  function download(app) {
    return el("details", { class: "geomap-download" }, [
      el("summary", {}, "Download"),
      el("div", {}, [
        el("button", { type: "button", onclick: function () { geomap.save(app, "geojson"); } }, "GeoJSON of what is shown"),
        el("button", { type: "button", onclick: function () { geomap.save(app, "csv"); } }, "CSV of what is shown"),
        el("button", { type: "button", onclick: function () { geomap.save(app, "kml"); } }, "KML of what is shown"),
        el("button", { type: "button", onclick: function () { window.print(); } }, "Print"),
        el("small", {}, "The CSV (coordinates, days as YYYY-MM-DD, title, colour) opens at once in Datawrapper, Flourish and kepler.gl, the KML with its signs and folders in Google Earth. Every table for QGIS, with these signs as its style: geomap map … -o map.gpkg"),
      ]),
    ]);
  }

  /* ---- the list ------------------------------------------------------------------------------ */

  var SORTS = {
    when: function (app, row) {
      var a = app.events.at("t0", row), b = app.events.at("t1", row);
      return a !== null ? a : b !== null ? b : Infinity;
    },
    status: function (app, row) { return app.statusRank(row); },
    what: function (app, row) { return geomap.plain(app, row); },
    toll: function (app, row) { return -geomap.killed(app, row); },
  };
  var HEADS = [["", null], ["When", "when"], ["What", "what"], ["Killed", "toll"], ["Status", "status"]];

  function list(app) {
    var state = { sort: "when", down: false, inView: false, limit: PAGE, rows: [] };
    var body = el("tbody"), caption = el("caption"), more = el("button", { type: "button", class: "geomap-more", onclick: function () { state.limit += PAGE * 4; fill(); } });
    var view = el("input", { type: "checkbox", onchange: function () { state.inView = view.checked; refresh(); } });
    var head = el("tr", {}, HEADS.map(function (h) { return header(h, state, function () { refresh(); }); }));
    var table = el("table", { class: "geomap-table" }, [caption, el("thead", {}, head), body]);
    function refresh() { state.rows = rowsShown(app, state); state.limit = PAGE; state.shown = state.rows.reduce(function (sum, row) { return sum + app.weight[row]; }, 0); fill(); }
    function fill() {
      var rows = state.rows.slice(0, state.limit);
      body.replaceChildren.apply(body, rows.map(function (row) { return line(app, row); }));
      caption.textContent = geomap.count(state.shown, "event") + (state.shown > state.rows.length ? " in " + geomap.count(state.rows.length, "row") : "") + (state.inView ? " in the part of the map in view" : "");
      more.hidden = state.rows.length <= state.limit;
      more.textContent = "Show more (" + (state.rows.length - state.limit).toLocaleString("en") + " left)";
      mark(app, body);
    }
    app.map.on("moveend", function () { if (state.inView) refresh(); });
    app.on("print", function () { state.kept = state.limit; state.limit = 400; fill(); });
    app.on("printed", function () { state.limit = state.kept; fill(); });
    app.on("select", function () { mark(app, body); });
    body.addEventListener("keydown", function (event) { walk(event, body); });
    geomap.lazily(app, table, refresh);
    return el("div", {}, [el("label", { class: "geomap-inview" }, [view, " only what the map shows now"]), el("div", { class: "geomap-scroll", tabindex: "0", role: "region", "aria-label": "Events shown" }, [table, more])]);
  }

  function header(h, state, refresh) {
    if (!h[1]) return el("th", { scope: "col" }, el("span", { class: "geomap-hidden" }, "Symbol"));
    var cell = el("th", { scope: "col", "aria-sort": state.sort === h[1] ? "ascending" : "none" });
    cell.append(el("button", { type: "button", onclick: function () {
      state.down = state.sort === h[1] && !state.down;
      state.sort = h[1];
      Array.from(cell.parentNode.children).forEach(function (c) { if (c.hasAttribute("aria-sort")) c.setAttribute("aria-sort", "none"); });
      cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      refresh();
    } }, h[0]));
    return cell;
  }

  function rowsShown(app, state) {
    var rows = [], t = app.events, bounds = state.inView ? app.map.getBounds() : null;
    for (var row = 0; row < t.n; row++) {
      if (!app.visible[row]) continue;
      if (bounds && (t.at("lon", row) === null || !bounds.contains([t.at("lat", row) / 1e5, geomap.lng(t.at("lon", row) / 1e5)]))) continue;
      rows.push(row);
    }
    var by = SORTS[state.sort], keys = Array.from({ length: t.n }), way = state.down ? -1 : 1;
    rows.forEach(function (r) { keys[r] = by(app, r); });
    return rows.sort(function (a, b) {
      var x = keys[a], y = keys[b];
      return x < y ? -way : x > y ? way : a - b;
    });
  }

  function line(app, row) {
    var t = app.events, least = t.at("killed_least", row), most = t.at("killed_most", row);
    var button = el("button", { type: "button", class: "geomap-pick", onclick: function (e) { app.cameFrom = e.currentTarget; geomap.goTo(app, row); } }, [
      geomap.said(geomap.plain(app, row)),
    ]);
    return el("tr", { "data-row": String(row) }, [
      el("td", {}, geomap.symbolElement(app, geomap.look(app, row), 7.5)),
      el("td", { class: "geomap-when" }, geomap.brief(t.at("t0", row), t.at("t1", row), app.lastDay)),
      el("td", {}, button),
      el("td", { class: "geomap-figure" }, least === null && most === null ? "" : geomap.range(least, most)),
      el("td", {}, app.statusNow(row)),
    ]);
  }

  function mark(app, body) {
    var s = app.selection;
    Array.from(body.children).forEach(function (tr) {
      var on = s && s.kind === "event" && Number(tr.dataset.row) === s.row;
      tr.classList.toggle("geomap-on", !!on);
    });
  }

  function walk(event, body) {
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || !event.target.classList.contains("geomap-pick")) return;
    var all = Array.from(body.querySelectorAll(".geomap-pick")), next = all[all.indexOf(event.target) + step];
    if (next) { next.focus(); event.preventDefault(); }
  }

  /* Select an event and bring it into view. */
  geomap.goTo = function (app, row) {
    var lon = app.events.at("lon", row), lat = app.events.at("lat", row);
    app.select({ kind: "event", row: row });
    if (lon === null) return;
    var at = L.latLng(lat / 1e5, geomap.lng(lon / 1e5));
    if (app.map.getBounds().pad(-0.1).contains(at)) return;
    app.moved = true;
    app.map.panTo(at, { animate: !app.still });
  };
})();

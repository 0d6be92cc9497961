/* The page: the story over the map, the drawer beside it (a sheet below on a phone), the strip and
   the time bar under it; the controls add their parts. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };

  /* The frame around the map, made by the first control that needs it. */
  geomap.panel = function (app) {
    if (app.panel) return app.panel;
    var box = app.map.getContainer(), frame = el("div", { class: "geomap" });
    var side = el("section", { class: "geomap-panel", "aria-label": "About this map" });
    var stage = el("div", { class: "geomap-stage" });
    box.parentNode.insertBefore(frame, box);
    stage.append(box);
    var head = el("header", { class: "geomap-head" });
    frame.append(head, stage, side);
    var grip = el("button", { class: "geomap-grip", type: "button", "aria-label": "Show more or less of the panel", onclick: function () {
      frame.classList.toggle("geomap-up");
    } });
    var tabs = el("div", { class: "geomap-tabs", role: "tablist", "aria-label": "Parts of the panel" });
    var close = el("button", { class: "geomap-close", type: "button", "aria-label": "Close the panel", onclick: function () { app.select(null); drawer(panel, false); } }, "×");
    var body = el("div", { class: "geomap-body" });
    var live = el("p", { class: "geomap-hidden", role: "status", "aria-live": "polite" });
    side.append(grip, el("div", { class: "geomap-bar" }, [tabs, close]), body, live);
    var panel = (app.panel = { frame: frame, stage: stage, side: side, head: head, tabs: tabs, body: body, parts: [], live: live, app: app });
    panel.say = function (text) { live.textContent = text; };
    panel.add = function (name, node) { addTab(app, panel, name, node); };
    panel.open = function (name) { openTab(panel, name); drawer(panel, true); };
    panel.detail = el("div", { class: "geomap-detail", hidden: true, tabindex: "-1", "aria-label": "Selected" });
    body.append(panel.detail);
    app.covers = [head, side];
    if (app.map.zoomControl) app.map.zoomControl.setPosition("bottomright");
    var fit = function () {
      app.map.invalidateSize({ animate: false, pan: false });
      if (app.asked) app.goAsked();
      else if (!app.moved) app.goHome();
    };
    new ResizeObserver(fit).observe(box);
    fit();
    app.on("select", function () { geomap.showDetail(app); });
    return panel;
  };

  /* The drawer is closed at first; on a phone it is a sheet whose head is always there. */
  function drawer(panel, open) {
    panel.frame.classList.toggle("geomap-open", open);
    if (!open) panel.frame.classList.remove("geomap-up");
    panel.app.fire("opened");
  }
  geomap.drawer = drawer;

  /* Fill a part of the drawer when what it shows has changed, and it can be seen or is printed. */
  geomap.lazily = function (app, node, fill) {
    var stale = true;
    function look() {
      if (!stale || (!node.offsetParent && !app.printing)) return;
      stale = false;
      fill();
    }
    app.on("change restyle", function () { stale = true; look(); });
    app.on("opened print", look);
    setTimeout(look, 0);
  };

  function addTab(app, panel, name, node) {
    var id = "geomap-tab-" + panel.parts.length;
    var button = el("button", { type: "button", role: "tab", id: id, "aria-controls": id + "-part", "aria-selected": "false", tabindex: "-1", onclick: function () {
      var again = panel.frame.classList.contains("geomap-open") && panel.now === name && !app.selection;
      if (app.selection) app.select(null);
      if (again) drawer(panel, false); else panel.open(name);
    } }, name);
    button.addEventListener("keydown", function (event) {
      var step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      var at = panel.parts.findIndex(function (p) { return p.button === button; });
      var next = panel.parts[(at + step + panel.parts.length) % panel.parts.length];
      panel.open(next.name); next.button.focus(); event.preventDefault();
    });
    var part = el("div", { class: "geomap-part", role: "tabpanel", id: id + "-part", "aria-labelledby": id, tabindex: "0", hidden: true }, node);
    panel.parts.push({ name: name, button: button, part: part });
    panel.tabs.append(button);
    panel.body.append(part);
    if (panel.parts.length === 1) openTab(panel, name);
  }

  function openTab(panel, name) {
    panel.parts.forEach(function (p) {
      var on = p.name === name;
      p.part.hidden = !on || !panel.detail.hidden;
      p.button.setAttribute("aria-selected", String(on));
      p.button.tabIndex = on ? 0 : -1;
    });
    panel.now = name;
    panel.app.fire("opened");
  }

  geomap.reopen = function (panel) { openTab(panel, panel.now); };

  geomap.when = when;
  function when(app, then) { if (app.events) then(); else app.once("data", then); }

  /* ---- the story: headline, standfirst, and what is shown now ---------------------------------- */

  geomap.controls.panel = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    when(app, function () {
      panel.head.append.apply(panel.head, [el("h1", {}, geomap.said(app.meta.title)), standfirst(app), glance(app), gathered(app), outliers(app)].filter(Boolean));
      document.documentElement.classList.add("geomap-page");
      if (app.meta.embed) panel.frame.classList.add("geomap-embed");
      app.key = geomap.key(app);
      panel.stage.append(app.key);
      if (!app.moved) app.goHome();
      geomap.wheel(app);
      geomap.keyboard(app);
      geomap.printing(app);
      if (app.selection) geomap.showDetail(app);
    });
  };

  /* Clauses of the story, each with its day; a clause leads to its event and so to its source. */
  function standfirst(app) {
    var rows = app.events.index("id"), list = app.meta.clauses.filter(function (c) { return rows.has(c.event); });
    return list.length ? el("ul", { class: "geomap-standfirst" }, list.map(function (c) {
      return el("li", {}, [el("span", { class: "geomap-day" }, c.day === null ? "" : geomap.brief(c.day, c.day, app.lastDay)),
        el("button", { type: "button", onclick: function (e) { app.cameFrom = e.currentTarget; geomap.goTo(app, rows.get(c.event)); } }, geomap.said(geomap.clip(c.text, 200)))]);
    })) : null;
  }

  /* Where, when, how much, and how sure; all of it follows what is shown. */
  function glance(app) {
    var line = el("summary", {}), list = el("dl", {}), node = el("details", { class: "geomap-glance" }, [line, list]);
    var fill = function () {
      var c = tally(app), f = app.filters;
      var days = app.dated ? geomap.span(c.first, c.last) : "no day stated: read again with --published";
      line.textContent = [where(c), c.shown ? days : null, geomap.count(app.shown, "event") + (app.shown < app.whole ? " of " + app.whole.toLocaleString("en") : "") + " from " + sources(app),
        c.disputed ? c.disputed.toLocaleString("en") + " disputed" : null].filter(Boolean).join(" · ") + (f.clock === "known" ? " (as known by " + geomap.day(f.to) + ")" : "");
      list.replaceChildren();
      [["Claimed", c.claimants.length ? c.claimants : "nothing by a named party"], ["Killed", c.toll], ["Places", places(c)], ["Gathered", app.meta.groups]].forEach(function (row) {
        if (row[1]) list.append(el("dt", {}, row[0]), el("dd", {}, row[1]));
      });
    };
    app.on("change", fill);
    fill();
    return node;
  }

  /* On a page of very many events: what stands behind a sign, and what is not on the page. */
  function gathered(app) {
    return app.meta.gathered ? el("p", { class: "geomap-gathered" }, app.meta.gathered) : null;
  }

  function sources(app) {
    var own = app.meta.own || 0, told = app.sources.n - own;
    return [told ? geomap.count(told, "report") : null, own ? geomap.count(own, "file") + " of own events" : null].filter(Boolean).join(" and ");
  }

  function where(c) {
    var top = Array.from(c.countries).filter(function (x) { return x[0]; }).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    var named = top.slice(0, 3).map(function (x) { return x[0]; });
    return named.join(", ") + (top.length > 3 ? " and " + geomap.count(top.length - 3, "more country", "more countries") : "");
  }

  function places(c) {
    return [["full", " known to 5 km"], ["dashed", " to 25 km"], ["dotted", " less well"], ["area", " only as an area"], ["none", " with no place"], ["doubt", " in doubt"]]
      .filter(function (x) { return c[x[0]]; }).map(function (x) { return c[x[0]].toLocaleString("en") + x[1]; }).join(", ");
  }

  function tally(app) {
    var t = app.events, by = new Map(), low = 0, high = 0, dead = 0, codes = app.codes, lands = codes.country ? new Int32Array(codes.country.levels.length) : null;
    var days = app.days[app.filters.clock], outlines = new Int32Array(codes.outline.levels.length);
    var c = { full: 0, dashed: 0, dotted: 0, area: 0, none: 0, doubt: 0, disputed: 0, shown: 0, first: Infinity, last: -Infinity, countries: new Map() };
    for (var row = 0; row < t.n; row++) {
      if (!app.visible[row]) continue;
      var status = app.statusNow(row), w = app.weight[row];
      c.shown += w;
      if (app.lon[row] !== app.lon[row]) c.none += w; else outlines[codes.outline.of[row]] += w;
      if (app.doubtful[row]) c.doubt += w;
      if (lands) lands[codes.country.of[row]] += w;
      for (var end = 0; end < 2; end++) {
        var day = days[end][row];
        if (!(day >= app.firstDay && day <= app.lastDay)) continue;
        if (day < c.first) c.first = day;
        if (day > c.last) c.last = day;
      }
      var least = t.at("killed_least", row), most = t.at("killed_most", row);
      if (least || most) { dead += w; low += least === null ? 0 : least; high += most === null ? least : most; }
      if (status === "contested" || status === "denied") c.disputed += w;
      if (status !== "claimed" && status !== "contested") continue;
      app.statementsOf(row).forEach(function (s) {
        var who = app.statements.at("said_by", s);
        if (who && app.statements.at("status", s) === "claimed") by.set(who, (by.get(who) || 0) + 1);
      });
    }
    if (c.first > c.last) c.first = c.last = null;
    codes.outline.levels.forEach(function (name, i) { c[name] = outlines[i]; });
    if (lands) codes.country.levels.forEach(function (name, i) { if (lands[i]) c.countries.set(name, lands[i]); });
    var top = Array.from(by).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    c.claimants = [];
    top.slice(0, 4).forEach(function (item, i) {
      c.claimants.push(i ? ", " : "by ", geomap.said(geomap.clip(item[0], 60)), " (" + item[1] + ")");
    });
    if (top.length > 4) c.claimants.push(" and " + (top.length - 4) + " more");
    c.toll = dead ? geomap.range(low, high) + " in " + geomap.count(dead, "event") + "; an event that is told twice may count twice" : null;
    return c;
  }

  /* Events beyond the first view, which shows the core of the story: how many, and the way there. */
  function outliers(app) {
    var away = false, button = el("button", { type: "button", onclick: function () {
      away = !away;
      app.moved = away;
      if (away) app.map.fitBounds(everything(app).pad(0.08), { animate: false }); else app.goHome();
      fill();
    } }), node = el("p", { class: "geomap-outliers" }, button);
    function fill() {
      var n = app.home ? far(app) : 0;
      node.hidden = !n;
      button.textContent = away ? "Back to where most lies" : geomap.count(n, "event") + (n === 1 ? " lies" : " lie") + " far off: show";
    }
    app.on("change", fill);
    fill();
    return node;
  }

  function far(app) {
    var n = 0, low = app.home[0], high = app.home[1];
    for (var row = 0; row < app.events.n; row++) {
      var lat = app.lat[row], lon = app.lon[row];
      if (app.visible[row] && (lat < low[0] || lat > high[0] || lon < low[1] || lon > high[1])) n += app.weight[row];
    }
    return n;
  }

  function everything(app) {
    var t = app.events, found = L.latLngBounds(app.home);
    for (var row = 0; row < t.n; row++) if (app.visible[row] && t.at("lon", row) !== null) found.extend([t.at("lat", row) / 1e5, geomap.lng(t.at("lon", row) / 1e5)]);
    return found;
  }

  /* In a frame the wheel scrolls the page around; with Ctrl it zooms. */
  geomap.wheel = function (app) {
    if (window.self === window.top && !app.meta.embed) return;
    var box = app.map.getContainer();
    box.addEventListener("wheel", function (event) {
      if (event.ctrlKey || event.metaKey) { app.map.scrollWheelZoom.enable(); event.preventDefault(); } else app.map.scrollWheelZoom.disable();
    }, { capture: true, passive: false });
  };
})();

/* The panel beside the map, a sheet below it on a phone; the controls add their parts to it. */
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
    frame.append(stage, side);
    var grip = el("button", { class: "geomap-grip", type: "button", "aria-label": "Show more or less of the panel", onclick: function () {
      frame.classList.toggle("geomap-up");
    } });
    var head = el("header", { class: "geomap-head" });
    var tabs = el("div", { class: "geomap-tabs", role: "tablist", "aria-label": "Parts of the panel" });
    var body = el("div", { class: "geomap-body" });
    var live = el("p", { class: "geomap-hidden", role: "status", "aria-live": "polite" });
    side.append(grip, head, tabs, body, live);
    var panel = (app.panel = { frame: frame, stage: stage, side: side, head: head, tabs: tabs, body: body, parts: [], live: live });
    panel.say = function (text) { live.textContent = text; };
    panel.add = function (name, node) { addTab(app, panel, name, node); };
    panel.open = function (name) { openTab(panel, name); };
    panel.detail = el("div", { class: "geomap-detail", hidden: true, tabindex: "-1", "aria-label": "Selected" });
    body.append(panel.detail);
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

  function addTab(app, panel, name, node) {
    var id = "geomap-tab-" + panel.parts.length;
    var button = el("button", { type: "button", role: "tab", id: id, "aria-controls": id + "-part", "aria-selected": "false", tabindex: "-1", onclick: function () {
      if (app.selection) app.select(null);
      panel.open(name);
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
    if (panel.parts.length === 1) panel.open(name);
  }

  function openTab(panel, name) {
    panel.parts.forEach(function (p) {
      var on = p.name === name;
      p.part.hidden = !on || !panel.detail.hidden;
      p.button.setAttribute("aria-selected", String(on));
      p.button.tabIndex = on ? 0 : -1;
    });
    panel.now = name;
  }

  geomap.reopen = function (panel) { openTab(panel, panel.now); };

  /* ---- the head: title and the ten-second answers ------------------------------------------- */

  geomap.controls.panel = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    when(app, function () {
      panel.head.append(el("h1", {}, geomap.said(app.meta.title)), glance(app));
      document.documentElement.classList.add("geomap-page");
      app.key = geomap.key(app);
      panel.stage.append(app.key);
      if (!app.moved) app.goHome();
      geomap.keyboard(app);
      geomap.printing(app);
      if (app.selection) geomap.showDetail(app);
    });
  };

  geomap.when = when;
  function when(app, then) { if (app.events) then(); else app.once("data", then); }

  function glance(app) {
    var list = el("dl", { class: "geomap-glance" });
    var fill = function () {
      list.replaceChildren();
      rows(app).forEach(function (row) { list.append(el("dt", {}, row[0]), el("dd", {}, row[1])); });
    };
    app.on("change", fill);
    fill();
    return list;
  }

  function rows(app) {
    var c = tally(app), f = app.filters, whole = f.from === app.firstDay && f.to === app.lastDay;
    var where = app.meta.where;
    return [
      ["Where", where.length ? [geomap.said(where.join(", "))] : "see the map"],
      ["When", !app.dated ? "no report states its day: read it again with --published" : [geomap.span(f.from, f.to), whole ? "" : " (of " + geomap.span(app.firstDay, app.lastDay) + ")", f.clock === "known" ? ", as known then" : ""]],
      ["Shown", [geomap.count(app.shown, "event"), " of " + app.events.n.toLocaleString("en") + ", from " + geomap.count(app.sources.n, "report")]],
      ["Claimed", c.claimants.length ? c.claimants : "nothing"],
      ["Disputed", c.disputed ? geomap.count(c.disputed, "event") + " contested or denied" : "nothing shown"],
      ["Places", places(c)],
    ];
  }

  function places(c) {
    var parts = [];
    if (c.full) parts.push(c.full.toLocaleString("en") + " known to 5 km");
    if (c.dashed) parts.push(c.dashed.toLocaleString("en") + " to 25 km");
    if (c.dotted) parts.push(c.dotted.toLocaleString("en") + " less well");
    if (c.area) parts.push(c.area.toLocaleString("en") + " only as an area");
    if (c.none) parts.push(c.none.toLocaleString("en") + " with no place");
    return parts.join(", ") || "none";
  }

  function tally(app) {
    var t = app.events, c = { full: 0, dashed: 0, dotted: 0, area: 0, none: 0, disputed: 0 }, by = new Map();
    for (var row = 0; row < t.n; row++) {
      if (!app.visible[row]) continue;
      var status = app.statusNow(row);
      if (t.at("lon", row) === null) c.none++; else c[t.at("outline", row)]++;
      if (status === "contested" || status === "denied") c.disputed++;
      if (status !== "claimed" && status !== "contested") continue;
      app.statementsOf(row).forEach(function (s) {
        var who = app.statements.at("said_by", s);
        if (who && app.statements.at("status", s) === "claimed") by.set(who, (by.get(who) || 0) + 1);
      });
    }
    var top = Array.from(by).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
    c.claimants = [];
    top.slice(0, 4).forEach(function (item, i) {
      c.claimants.push(i ? ", " : "by ", geomap.said(geomap.clip(item[0], 60)), " (" + item[1] + ")");
    });
    if (top.length > 4) c.claimants.push(" and " + (top.length - 4) + " more");
    return c;
  }
})();

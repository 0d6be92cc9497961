/* Claim lanes: of each deed at a place, who claimed, denied or stated it, along the days. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var MOST = 14, AGAINST = ["denied", "negated"], FOR = ["claimed", "asserted", "observed", "reported", "contested"];
  var MARKS = { yes: ["✓", "claimed"], no: ["✕", "denied"], fact: ["●", "stated as fact"] };

  geomap.lanes = function (app) {
    var node = el("section", { class: "geomap-lanes" });
    var fill = function () {
      var list = lanes(app);
      node.replaceChildren.apply(node, list.length ? [el("h3", {}, "Who said what, and when"), el("p", { class: "geomap-source" }, Object.keys(MARKS).map(function (key) { return MARKS[key].join(" "); }).join(" · "))].concat(list.map(function (lane) { return draw(app, lane); })) : []);
    };
    fill();
    geomap.lazily(app, node, fill);
    return node;
  };

  /* Deeds of which somebody speaks on the record, those that are denied first. */
  function lanes(app) {
    var t = app.events, s = app.statements, by = new Map();
    for (var row = 0; s.n && row < t.n; row++) {
      if (!app.visible[row] || !t.at("place", row)) continue;
      var key = t.at("deed", row) + "|" + t.at("place", row);
      app.statementsOf(row).forEach(function (i) {
        var day = dayOf(app, i, row), status = s.at("status", i), kind = AGAINST.indexOf(status) >= 0 ? "no" : FOR.indexOf(status) < 0 ? null : status === "claimed" || status === "contested" ? "yes" : status === "reported" ? null : "fact";
        if (day === null || !kind) return;
        if (!by.has(key)) by.set(key, { row: row, marks: [], denied: 0, voices: new Set() });
        var lane = by.get(key);
        lane.marks.push({ row: row, day: day, kind: kind, who: s.at("voice", i) || "the report", side: s.at("voice_side", i) });
        lane.voices.add(s.at("voice", i));
        if (kind === "no") lane.denied++;
      });
    }
    return Array.from(by.values()).filter(function (lane) { return lane.denied || (lane.voices.size > 1 && lane.marks.some(function (m) { return m.kind === "yes"; })); })
      .sort(function (a, b) { return (b.denied > 0) - (a.denied > 0) || b.marks.length - a.marks.length || a.row - b.row; }).slice(0, MOST);
  }

  function dayOf(app, i, row) {
    var s = app.statements, at = app.sourceRow.get(s.at("report_id", i));
    var said = [s.at("said0", i), s.at("said1", i), at === undefined ? null : app.sourceDay[at], app.events.at("t0", row)];
    var known = said.find(function (day) { return day !== null && day !== undefined; });
    return known === undefined ? null : Math.max(app.firstDay, Math.min(app.lastDay, known));
  }

  function draw(app, lane) {
    var t = app.events, deed = t.at("deed", lane.row), place = t.at("place", lane.row), wide = app.lastDay - app.firstDay || 1, taken = new Map();
    lane.marks.sort(function (a, b) { return a.day - b.day || (a.kind < b.kind ? 1 : -1); });
    var seen = new Set(), marks = lane.marks.filter(function (m) { var key = m.day + m.kind + m.who; return seen.has(key) ? false : seen.add(key); });
    return el("div", { class: "geomap-lane" }, [
      el("b", {}, geomap.said(deed.charAt(0).toUpperCase() + deed.slice(1) + " " + geomap.clip(place, 60))),
      el("div", { class: "geomap-lanetrack" }, marks.map(function (m) {
        var n = taken.get(m.day) || 0, words = m.who + ": " + MARKS[m.kind][1] + ", " + geomap.day(m.day), colour = app.encoding.colours.side.find(function (c) { return c.key === m.side; }).colour;
        taken.set(m.day, n + 1);
        var button = el("button", { type: "button", "aria-label": words, title: words, onclick: function (e) { app.cameFrom = e.currentTarget; geomap.goTo(app, m.row); } }, MARKS[m.kind][0]);
        button.style.left = "calc(" + ((m.day - app.firstDay) / wide * 92).toFixed(2) + "% + " + n * 13 + "px)";
        button.style.color = geomap.ink(colour);
        return button;
      })),
    ]);
  }
})();

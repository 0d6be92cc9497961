/* The two clocks: when a thing happened, and what was known of it by a day. */
(function () {
  "use strict";

  geomap.dayRange = function (app, row) {
    var t = app.events;
    if (app.filters.clock === "known") { var day = t.at("known", row); return [day, day]; }
    return [t.at("t0", row), t.at("t1", row)];
  };

  /* Each row's status as a code: as a whole, or from what had been published by the last day shown. */
  geomap.readStatus = function (app) {
    var codes = app.codes.status, f = app.filters, key = f.clock === "known" ? f.to : null;
    if (key === app.statusKey) return;
    app.statusKey = key;
    app.statusCode = codes.of;
    if (key === null) return;
    app.statusCode = codes.of.slice();
    for (var row = 0; row < app.events.n; row++) {
      if (app.latest[row] <= key) continue;
      var now = statusKnown(app, row), code = codes.levels.indexOf(now);
      app.statusCode[row] = code < 0 ? codes.levels.push(now) - 1 : code;
    }
  };

  /* The day of the last report on each event; none where every report has no day. */
  geomap.startClocks = function (app) {
    var s = app.statements, ids = new Map();
    app.statusKey = null;
    app.statusCode = app.codes.status.of;
    app.latest = new Float64Array(app.events.n).fill(-Infinity);
    for (var i = 0; i < s.n; i++) {
      var row = app.eventOfStatement[i], report = s.at("report_id", i);
      if (row < 0) continue;
      if (!ids.has(report)) ids.set(report, app.sourceDay[app.sourceRow.get(report)]);
      var day = ids.get(report);
      if (day !== undefined && day !== null && day > app.latest[row]) app.latest[row] = day;
    }
  };

  /* An event's status from what had been published by the last day of the window. */
  function statusKnown(app, row) {
    var whole = app.events.at("status", row), seen = new Set(), late = false;
    app.statementsOf(row).forEach(function (s) {
      var day = app.sourceDay[app.sourceRow.get(app.statements.at("report_id", s))];
      if (day === undefined || day === null || day <= app.filters.to) seen.add(app.statements.at("status", s));
      else late = true;
    });
    if (!late || !seen.size) return whole;
    if (seen.has("contested")) return "contested";
    var yes = ["observed", "asserted", "claimed", "reported"].filter(function (key) { return seen.has(key); });
    if (yes.length && (seen.has("denied") || seen.has("negated"))) return "contested";
    return yes[0] || (seen.has("denied") ? "denied" : Array.from(seen)[0]);
  }
})();

/* The card beside the pointer: what is said, by whom, on which day, in which source. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };

  geomap.hover = function (app, found, at) {
    var key = found ? found.row === null ? "c" + found.cluster.wx + "," + found.cluster.wy : found.row : null, box = app.map.getContainer();
    if (!app.tip) { app.tip = el("div", { class: "geomap-tip", "aria-hidden": "true", hidden: true }); box.append(app.tip); }
    if (key !== app.tipKey) {
      app.tipKey = key;
      app.tip.hidden = !found;
      if (found) app.tip.replaceChildren.apply(app.tip, found.row === null ? many(app, found.cluster) : one(app, found.row));
    }
    if (!found) return;
    var size = app.map.getSize(), wide = app.tip.offsetWidth, high = app.tip.offsetHeight;
    app.tip.style.left = Math.max(4, at.x + 16 + wide > size.x ? at.x - wide - 12 : at.x + 16) + "px";
    app.tip.style.top = Math.max(4, at.y + 16 + high > size.y ? at.y - high - 12 : at.y + 16) + "px";
  };

  function one(app, row) {
    var s = app.statements, list = Array.from(app.statementsOf(row)), parts = [el("b", {}, geomap.said(geomap.plain(app, row)))];
    list.slice(0, 2).forEach(function (i) {
      parts.push(el("q", { dir: "auto" }, geomap.said(geomap.clip(s.at("text", i), 150))), el("small", {}, [geomap.said(geomap.clip(s.at("voice", i) || "the report", 60)), ", ", geomap.said(source(app, i))]));
    });
    if (list.length > 2) parts.push(el("small", {}, geomap.count(list.length - 2, "more statement")));
    return parts;
  }

  function source(app, i) {
    var at = app.sourceRow.get(app.statements.at("report_id", i));
    if (at === undefined) return "";
    var day = app.sources.at("published", at);
    return geomap.clip(app.sources.at("publisher", at) || app.sources.at("title", at), 60) + (day === null ? "" : ", " + geomap.day(day));
  }

  function many(app, cluster) {
    var counts = new Map(), rows = geomap.rowsOf(app, cluster);
    rows.forEach(function (row) { var kind = geomap.kind(app, row); counts.set(kind, (counts.get(kind) || 0) + app.weight[row]); });
    var top = Array.from(counts).sort(function (a, b) { return b[1] - a[1]; }).slice(0, 4);
    return [el("b", {}, geomap.count(cluster.count, "event") + ": select to list them")].concat(top.map(function (x) { return el("small", {}, geomap.said(x[0] + ": " + x[1].toLocaleString("en"))); }));
  }
})();

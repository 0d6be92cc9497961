/* What is shown: filters, the two clocks, the selection; all of it can be read from the hash. */
(function () {
  "use strict";
  var FACETS = ["status", "side", "shape", "source", "certainty", "toll", "doubt"], NUMBERS = ["side", "certainty", "toll", "doubt"];
  var FEW = 0.15, YEAR = 400;
  var CERTAINTIES = ["certain", "probable", "possible", "not stated"];

  geomap.startFilters = function (app) {
    var t = app.events;
    app.visible = new Uint8Array(t.n);
    app.hides = new Uint8Array(t.n);
    app.revision = 0;
    app.sourceDay = [];
    for (var i = 0; i < app.sources.n; i++) app.sourceDay.push(app.sources.at("published", i));
    readFacets(app);
    readDays(app);
    app.filters = blank(app);
    app.isOff = function (facet, key) { return app.filters.off[facet].has(key); };
    app.toggle = function (facet, key, on) {
      app.filters.off[facet][on ? "delete" : "add"](key);
      app.update();
    };
    app.set = function (values) { Object.assign(app.filters, values); app.update(); };
    app.reset = function () { app.filters = blank(app); app.update(); };
    app.update = function () { update(app); };
    /* Between the event from which a way is measured and the next one lies that way. */
    app.select = function (what) {
      if (what && what.kind === "event" && app.measuring !== undefined && what.row !== app.measuring) what.from = app.measuring;
      if (!what || what.kind === "event") app.measuring = undefined;
      app.selection = what;
      app.fire("select");
    };
    app.selectGroup = function (cluster) {
      var more = cluster.items.reduce(function (sum, item) { return sum + item.groups.length; }, -1);
      app.select({ kind: "group", rows: geomap.rowsOf(app, cluster), name: cluster.items[0].group.place, more: more });
    };
    app.selectedGroup = function () {
      var s = app.selection;
      return s && s.kind === "event" && app.groupOf[s.row] >= 0 ? app.groups[app.groupOf[s.row]] : null;
    };
    app.groupShown = new Int32Array(app.groups.length);
    geomap.startClocks(app);
    app.statusNow = function (row) { return app.codes.status.levels[app.statusCode[row]]; };
    var drawn = new Map(app.encoding.statuses.map(function (s) { return [s.key, s.drawn]; }));
    app.statusRank = function (row) {
      var at = drawn.get(app.statusNow(row));
      return at === undefined ? drawn.size : at;
    };
    fromHash(app);
    update(app);
    window.addEventListener("hashchange", function () { if (location.hash !== app.hash) { fromHash(app); app.update(); } });
    app.map.on("moveend", function () { toHash(app); });
    app.on("select", function () { toHash(app); });
  };

  function blank(app) {
    var off = {};
    FACETS.forEach(function (facet) { off[facet] = new Set(); });
    app.encoding.statuses.forEach(function (s) { if (!s.shown) off.status.add(s.key); });
    return { off: off, query: "", clock: "happened", from: app.firstDay, to: app.lastDay, undated: true, colour: app.firstColour, sized: false };
  }

  function readFacets(app) {
    var t = app.events;
    app.certaintyOf = new Uint8Array(t.n).fill(3);
    for (var event = 0; app.statements.n && event < t.n; event++) {
      app.statementsOf(event).forEach(function (s) {
        var at = CERTAINTIES.indexOf(app.statements.at("certainty", s));
        if (at >= 0 && at < app.certaintyOf[event]) app.certaintyOf[event] = at;
      });
    }
    app.facets = {
      status: app.encoding.statuses.map(function (s) { return { key: s.key, label: s.label }; }),
      side: app.encoding.colours.side.map(function (s) { return { key: s.key, label: s.label, said: true }; }),
      toll: app.encoding.colours.toll.map(function (s) { return { key: s.key, label: s.label }; }),
      doubt: [{ key: 0, label: "place and event are sure" }, { key: 1, label: "in doubt" }],
      shape: app.encoding.shapes.map(function (s) { return { key: s.key, label: s.label }; }),
      certainty: CERTAINTIES.map(function (label, i) { return { key: i, label: label }; }),
      source: [],
    };
    for (var i = 0; i < app.sources.n; i++) {
      var id = app.sources.at("report_id", i), day = app.sources.at("published", i);
      var name = app.sources.at("publisher", i) || app.sources.at("title", i) || id;
      app.facets.source.push({ key: id, label: name + (day === null ? "" : ", " + geomap.day(day)), said: true });
    }
  }

  function readDays(app) {
    var t = app.events, told = app.sourceDay.filter(function (day) { return day !== null; }), days = told.slice(), n = 0;
    for (var row = 0; row < t.n; row++) {
      var a = t.at("t0", row), b = t.at("t1", row);
      if (a === null && b === null) n += app.weight[row];
      if (t.at("status", row) === "historical") continue;
      if (a !== null) days.push(a);
      if (b !== null) days.push(b);
    }
    days = core(days.sort(function (x, y) { return x - y; }), Math.min.apply(null, told), Math.max.apply(null, told));
    app.undated = n;
    app.dated = days.length > 0;
    app.firstDay = days.length ? days[0] : 0;
    app.lastDay = days.length ? days[days.length - 1] : 0;
  }

  /* Sorted days without the few before, or after, a gap of more than a year: background and slips
     do not stretch the time bar. Days of publication stay. */
  function core(days, published, last_) {
    var few = Math.max(1, Math.floor(days.length * FEW)), n = days.length, first = 0, last = n, i;
    for (i = 1; i <= few && i < n && days[i - 1] < published; i++) if (days[i] - days[i - 1] > YEAR) first = i;
    for (i = n - 1; i >= n - few && i > first && days[i] > last_; i--) if (days[i] - days[i - 1] > YEAR) last = i;
    return days.slice(first, last);
  }

  /* Which codes a facet hides, or null where it hides none. */
  function hidden(levels, off) { return off.size ? Uint8Array.from(levels, function (key) { return off.has(key) ? 1 : 0; }) : null; }

  /* A bit for each facet that hides a row: the legend counts a sign as if its own facet were open. */
  function hide(app) {
    var f = app.filters, off = f.off, hides = app.hides, n = app.events.n, codes = app.codes, row;
    var from = app.days[f.clock][0], to = app.days[f.clock][1], whole = f.from <= app.firstDay && f.to >= app.lastDay;
    for (row = 0; row < n; row++) {
      var a = from[row], b = to[row];
      if (a !== a) a = b;
      if (b !== b) b = a;
      hides[row] = (a !== a ? f.undated : whole || (b >= f.from && a <= f.to)) ? 0 : 1;
    }
    [[app.statusCode, hidden(codes.status.levels, off.status), 2], [codes.side.of, hidden(codes.side.levels, off.side), 4], [codes.shape.of, hidden(codes.shape.levels, off.shape), 8],
      [app.certaintyOf, hidden([0, 1, 2, 3], off.certainty), 16], [app.step, hidden([0, 1, 2, 3], off.toll), 128], [app.doubtful, hidden([0, 1], off.doubt), 128]].forEach(function (facet) {
      var of = facet[0], out = facet[1], bit = facet[2];
      if (out) for (var i = 0; i < n; i++) if (out[of[i]]) hides[i] |= bit;
    });
    if (off.source.size) for (row = 0; row < n; row++) if (!hasSource(app, row)) hides[row] |= 32;
    var needle = geomap.fold(f.query.trim());
    if (needle) for (row = 0; row < n; row++) if (!(hides[row] & 1) && !matches(app, row, needle)) hides[row] |= 64;
  }

  function update(app) {
    var n = 0, of = app.groupOf;
    geomap.readStatus(app);
    hide(app);
    app.groupShown.fill(0);
    for (var row = 0; row < app.events.n; row++) {
      var shown = app.hides[row] ? 0 : 1;
      app.visible[row] = shown;
      if (!shown) continue;
      n += app.weight[row];
      if (of[row] >= 0) app.groupShown[of[row]] += app.weight[row];
    }
    app.shown = n;
    app.revision++;
    app.fire("change");
    toHash(app);
  }

  /* Events that a facet's value would show if that facet alone were open. */
  geomap.tally = function (app, facet, value) {
    var own = { status: 2, side: 4, shape: 8 }[facet] || 0, counts = new Map();
    for (var row = 0; row < app.events.n; row++) {
      if (app.hides[row] & ~own) continue;
      var key = value(row);
      counts.set(key, (counts.get(key) || 0) + app.weight[row]);
    }
    return function (wanted) { return counts.get(wanted) || 0; };
  };

  function hasSource(app, row) {
    var off = app.filters.off.source, list = app.statementsOf(row);
    if (!list.length) return !app.gathered || app.facets.source.some(function (one) { return !off.has(one.key); });
    for (var i = 0; i < list.length; i++) if (!off.has(app.statements.at("report_id", list[i]))) return true;
    return false;
  }

  /* Letters without their accents, in lower case: a search finds Panjšēr by panjser. */
  geomap.fold = function (text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };

  function matches(app, row, needle) {
    var t = app.events, s = app.statements;
    if (geomap.fold(t.at("place", row) + " " + t.at("actor", row) + " " + t.at("recipient", row) + " " + t.at("what", row) + " " + t.at("event_type", row)).indexOf(needle) >= 0) return true;
    var list = app.statementsOf(row);
    for (var i = 0; i < list.length; i++) {
      var all = s.at("text", list[i]) + " " + s.at("said_by", list[i]) + " " + s.at("actor", list[i]) + " " + s.at("recipient", list[i]);
      if (geomap.fold(all).indexOf(needle) >= 0) return true;
    }
    return false;
  }

  /* ---- the hash ---------------------------------------------------------------------------- */

  function toHash(app) {
    if (app.quiet || !app.filters) return;
    var f = app.filters, fresh = blank(app), parts = [], centre = app.map.getCenter();
    parts.push("at=" + [centre.lat.toFixed(4), centre.lng.toFixed(4), app.map.getZoom()].join(","));
    if (f.clock !== "happened") parts.push("clock=" + f.clock);
    if (f.from !== app.firstDay || f.to !== app.lastDay) parts.push("days=" + geomap.iso(f.from) + "," + geomap.iso(f.to));
    if (!f.undated) parts.push("undated=0");
    if (f.colour !== fresh.colour) parts.push("colour=" + f.colour);
    if (f.sized) parts.push("sized=1");
    if (f.query) parts.push("q=" + encodeURIComponent(f.query));
    FACETS.forEach(function (facet) {
      var now = Array.from(f.off[facet]), first = Array.from(fresh.off[facet]);
      if (now.sort().join() !== first.sort().join()) parts.push("no-" + facet + "=" + now.map(encodeURIComponent).join(","));
    });
    var s = app.selection;
    if (s && s.kind === "event") parts.push("event=" + encodeURIComponent(app.events.at("id", s.row)));
    if (s && s.kind === "event" && s.from !== undefined) parts.push("from=" + encodeURIComponent(app.events.at("id", s.from)));
    if (s && s.kind === "claim") parts.push("claim=" + encodeURIComponent(app.claims.at("id", s.row)));
    app.hash = "#" + parts.join("&");
    try { history.replaceState(null, "", app.hash); } catch { /* a frame without an address */ }
  }

  function fromHash(app) {
    var values = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var at = part.indexOf("=");
      if (at > 0) values[part.slice(0, at)] = part.slice(at + 1);
    });
    app.quiet = true;
    try { restore(app, values); } catch { app.filters = blank(app); }
    app.quiet = false;
    app.hash = location.hash;
  }

  function restore(app, values) {
    var f = (app.filters = blank(app));
    if (values.clock === "known") f.clock = "known";
    if (values.days) {
      var days = values.days.split(",").map(geomap.fromIso);
      if (days[0] !== null && days[1] !== null) { f.from = days[0]; f.to = days[1]; }
    }
    if (values.undated === "0") f.undated = false;
    if (app.encoding.colours[values.colour]) f.colour = values.colour;
    if (values.sized === "1") f.sized = true;
    if (values.q) f.query = decodeURIComponent(values.q);
    FACETS.forEach(function (facet) {
      if (!("no-" + facet in values)) return;
      var keys = values["no-" + facet].split(",").filter(Boolean).map(decodeURIComponent);
      f.off[facet] = new Set(keys.map(function (key) { return NUMBERS.indexOf(facet) >= 0 ? Number(key) : key; }));
    });
    if (values.at) {
      var at = values.at.split(",").map(Number), map = app.map;
      if (at.length === 3 && Math.abs(at[0]) <= 85 && Math.abs(at[1]) <= 540 && at[2] >= map.getMinZoom() && at[2] <= map.getMaxZoom()) {
        app.moved = true;
        app.asked = at;
        app.goAsked();
      }
    }
    app.selection = null;
    if (values.event) pick(app, "event", app.events, decodeURIComponent(values.event));
    var from = values.from && app.selection ? app.events.index("id").get(decodeURIComponent(values.from)) : undefined;
    if (from !== undefined) app.selection.from = from;
    if (values.claim) pick(app, "claim", app.claims, decodeURIComponent(values.claim));
  }

  function pick(app, kind, table, id) {
    var row = table.index("id").get(id);
    if (row !== undefined) { app.selection = { kind: kind, row: row }; app.restored = true; }
  }
})();

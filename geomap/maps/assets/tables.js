/* The atlas in the browser: its tables, the look of each event, groups by place. */
(function () {
  "use strict";

  /* Read the tables once: looks, groups by place, statements of each event. */
  geomap.readAtlas = function (app, data) {
    app.meta = data.meta;
    app.encoding = data.encoding;
    numbered(data.events);
    app.events = geomap.table(data.events);
    app.statements = geomap.table(data.statements);
    app.sources = geomap.table(data.sources);
    app.mentions = geomap.table(data.mentions);
    app.claims = geomap.table(data.claims);
    app.areas = data.areas || {};
    app.vague = new Set(data.vague);
    app.areaDigits = data.digits;
    app.claimPaths = data.claim_paths || {};
    app.sourceRow = app.sources.index("report_id");
    linkStatements(app);
    app.patterns = {};
    data.encoding.statuses.forEach(function (s) { app.patterns[s.key] = s.pattern; });
    readNumbers(app);
    geomap.readGroups(app);
    geomap.readColours(app);
    geomap.startFilters(app);
    app.fire("data");
  };

  /* Rows that each stand for several events have no ids of their own: their number is one. */
  function numbered(events) {
    if (!events.id) events.id = { v: Array.from(events.lon.v, function (_, row) { return "row-" + row; }) };
  }

  /* Statements of each event as slices of one array. */
  function linkStatements(app) {
    var s = app.statements, n = app.events.n;
    var of = new Int32Array(s.n), first = new Int32Array(n + 1);
    for (var i = 0; i < s.n; i++) {
      of[i] = s.at("event", i);
      if (of[i] >= 0) first[of[i] + 1]++;
    }
    for (var e = 0; e < n; e++) first[e + 1] += first[e];
    var fill = first.slice(), list = new Int32Array(first[n]);
    for (var k = 0; k < s.n; k++) if (of[k] >= 0) list[fill[of[k]]++] = k;
    app.statementsOf = function (event) { return list.subarray(first[event], first[event + 1]); };
    app.eventOfStatement = of;
  }

  /* What every gesture walks through, as numbers: degrees, days, and a code for each word. */
  function readNumbers(app) {
    var t = app.events, known = numbers(t, "known", 1);
    app.lat = numbers(t, "lat", 1e5);
    app.lon = numbers(t, "lon", 1e5).map(geomap.lng);
    /* How many events a row stands for. */
    app.weight = t.has("n") ? numbers(t, "n", 1) : new Float64Array(t.n).fill(1);
    app.gathered = t.has("n");
    app.whole = sum(app.weight);
    app.days = { happened: [numbers(t, "t0", 1), numbers(t, "t1", 1)], known: [known, known] };
    app.codes = {};
    ["status", "shape", "outline", "side", "place"].concat(t.has("country") ? ["country"] : []).forEach(function (name) { app.codes[name] = coded(t, name); });
  }

  function sum(values) { return values.reduce(function (a, b) { return a + b; }, 0); }

  /* A column as numbers, NaN where it has none. */
  function numbers(t, name, unit) {
    var found = new Float64Array(t.n);
    for (var row = 0; row < t.n; row++) { var value = t.at(name, row); found[row] = value === null ? NaN : value / unit; }
    return found;
  }

  /* The different values of a column, and which of them each row has. */
  function coded(t, name) {
    var levels = [], at = new Map(), of = new Uint32Array(t.n);
    for (var row = 0; row < t.n; row++) {
      var value = t.at(name, row), code = at.get(value);
      if (code === undefined) { code = levels.length; at.set(value, code); levels.push(value); }
      of[row] = code;
    }
    return { levels: levels, of: of };
  }

  var SURE = 0.7, HAPPENED = 0.5, STEPS = [1, 10, 100];

  /* Why a point is doubtful: another place may be meant, or nothing may have happened; "" for none. */
  geomap.doubt = function (app, row) {
    var t = app.events, place = t.has("sure") ? t.at("sure", row) : null, event = t.at("probability", row);
    if (t.at("place_basis", row) === "inferred") return "no place is told: it stands where the statement before it does";
    if (place !== null && place < SURE) return "perhaps another place of that name (this one: " + place.toFixed(2) + ")";
    return event !== null && event < HAPPENED ? "perhaps no report of an event (" + event.toFixed(2) + ")" : "";
  };

  /* The least number of people said to be killed, and the step of the scale that it is on. */
  geomap.killed = function (app, row) {
    var least = app.events.at("killed_least", row);
    return (least === null ? app.events.at("killed_most", row) : least) || 0;
  };
  geomap.tollStep = function (app, row) {
    if (app.events.has("step")) return app.events.at("step", row);
    var n = geomap.killed(app, row);
    return STEPS.filter(function (step) { return n >= step; }).length;
  };

  /* What colour stands for: the chosen property of each event, and the colour of each of its values. */
  geomap.readColours = function (app) {
    var t = app.events, of = { side: function (row) { return t.at("side", row); }, shape: function (row) { return t.at("shape", row); }, toll: function (row) { return app.step[row]; } };
    var colours = {};
    Object.keys(app.encoding.colours).forEach(function (name) {
      colours[name] = new Map(app.encoding.colours[name].map(function (c) { return [c.key, c.colour]; }));
    });
    var acting = 0, sided = 0;
    app.tolls = 0;
    app.step = new Uint8Array(t.n);
    app.doubtful = new Uint8Array(t.n);
    for (var i = 0; i < t.n; i++) {
      if (t.at("side", i) >= 0) sided += app.weight[i];
      if (t.at("side", i) >= 0 || t.at("doer", i)) acting += app.weight[i];
      app.step[i] = geomap.tollStep(app, i);
      app.doubtful[i] = geomap.doubt(app, i) ? 1 : 0;
      if (app.step[i]) app.tolls++;
    }
    /* Four colours for parties that lead less than half of what is done would tell too little. */
    app.firstColour = app.meta.colour || (sided * 2 < acting || !sided ? "shape" : "side");
    app.colourKey = function (row) { return of[app.filters.colour](row); };
    app.colourOf = function (row) { return colours[app.filters.colour].get(app.colourKey(row)); };
    /* The same for all rows at once: a code of each row, what it stands for, and its colour. */
    app.colourCodes = function () {
      var name = app.filters.colour, codes = app.codes[name] || { levels: [0, 1, 2, 3], of: app.step };
      return { of: codes.of, levels: codes.levels, colours: codes.levels.map(function (key) { return colours[name].get(key); }) };
    };
  };

  geomap.look = function (app, row) {
    var t = app.events;
    var status = app.statusNow ? app.statusNow(row) : t.at("status", row);
    return {
      shape: t.at("shape", row), outline: t.at("outline", row), pattern: app.patterns[status] || "dots",
      colour: app.colourOf(row), doubt: app.doubtful[row] === 1,
    };
  };

  geomap.readGroups = function (app) {
    var t = app.events, groups = new Map();
    app.groupOf = new Int32Array(t.n).fill(-1);
    app.groups = [];
    for (var row = 0; row < t.n; row++) {
      var lon = t.at("lon", row), lat = t.at("lat", row);
      if (lon === null || lat === null) continue;
      var area = t.at("outline", row) === "area";
      var key = area ? "a" + (t.at("place_id", row) || lon + "," + lat) : lon + "," + lat;
      var at = groups.get(key);
      if (at === undefined) {
        at = app.groups.length;
        groups.set(key, at);
        app.groups.push({
          x: geomap.worldX(lon / 1e5), y: geomap.worldY(lat / 1e5), area: area, rows: [],
          place: t.at("place", row), placeId: t.at("place_id", row),
        });
      }
      app.groups[at].rows.push(row);
      app.groupOf[row] = at;
    }
    /* The rows of all groups in one array, where each group's begin, and a code for its place. */
    app.groupFirst = new Int32Array(app.groups.length + 1);
    app.groupRows = new Int32Array(t.n);
    app.groupPlace = new Int32Array(app.groups.length);
    app.groups.forEach(function (group, i) {
      app.groupRows.set(group.rows, app.groupFirst[i]);
      app.groupFirst[i + 1] = app.groupFirst[i] + group.rows.length;
      app.groupPlace[i] = app.codes.place.of[group.rows[0]];
    });
  };
})();

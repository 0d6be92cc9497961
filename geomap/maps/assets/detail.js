/* The selected event, place, claim or line: every statement, who says so, and the way to it. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var said = function (text) { return geomap.said(text); };

  var NEAR = /^(near|around|outside|(north|south|east|west)[a-z-]* of)\b/;

  /* An event in plain words: "Shelling of Goma by M23: 9 killed, says a doctor"; "M23 claims control of Sake". */
  geomap.plain = function (app, row, bare) {
    if (app.weight[row] > 1) return several(app, row);
    var t = app.events, by = t.at("doer", row), voices = bare ? { yes: [], no: [] } : speakers(app, row), status = app.statusNow(row);
    var own = by && t.at("shape", row) !== "circle" && voices.yes[0] === by && (status === "claimed" || status === "contested"), what = outcome(app, row, own ? "" : by);
    if (own) what = by + (/(^|\s)[a-z]*[a-rt-z]s$|^[A-Z][a-z]*s$/.test(by) ? " claim " : " claims ") + what;
    return what.charAt(0).toUpperCase() + what.slice(1) + (bare ? "" : own ? denied(voices) : vouched(voices, status));
  };

  /* "12 events in Goma by M23: fighting, 34 killed": what a row that stands for several tells. */
  function several(app, row) {
    var t = app.events, place = geomap.clip(t.at("place", row), 60), by = t.at("doer", row), harm = t.at("toll", row);
    return geomap.count(app.weight[row], "event") + (place ? " in " + place : "") + (by ? " by " + geomap.clip(by, 60) : "") + ": " + t.at("what", row) + (harm ? ", " + geomap.clip(harm, 80) : "");
  }

  function outcome(app, row, by) {
    var t = app.events, deed = t.at("deed", row), place = geomap.clip(t.at("place", row), 60), harm = geomap.clip(t.at("toll", row), 80);
    var counted = harm && deed === "people killed in", noun = deed.slice(0, deed.lastIndexOf(" "));
    var what = !place ? noun : (NEAR.test(place) ? noun : deed) + " " + place;
    if (counted) what = harm + what.slice("people killed".length);
    return what + (by ? " by " + geomap.clip(by, 60) : "") + (harm && !counted ? ": " + harm : "");
  }

  /* Who says that it happened, and who that it did not, in the order of the statements. */
  function speakers(app, row) {
    var s = app.statements, found = { yes: [], no: [] };
    app.statementsOf(row).forEach(function (i) {
      var who = s.at("voice", i), against = s.at("status", i) === "denied" || s.at("status", i) === "negated";
      if (who) found[against ? "no" : "yes"].push(geomap.clip(who, 60));
    });
    return found;
  }

  function denied(voices) { return voices.no[0] ? "; " + voices.no[0] + " denies it" : ""; }

  /* Who vouches for an event, as the end of its sentence. */
  function vouched(voices, status) {
    var yes = voices.yes[0], no = voices.no[0];
    var ends = { claimed: yes ? ", says " + yes : ", as is claimed", contested: ", " + (yes ? "says " + yes : "as is said") + "; " + (no ? no + " denies it" : "others deny it"),
      denied: no ? ", which " + no + " denies" : ", which is denied", reported: ", unverified", negated: ", which did not happen", conditional: ", if or when", historical: ", earlier", observed: ", as seen" };
    return ends[status] || "";
  }

  geomap.headline = function (app, row) {
    var t = app.events;
    return geomap.plain(app, row) + ", " + geomap.span(t.at("t0", row), t.at("t1", row)) + " (" + app.statusNow(row) + ")";
  };

  /* What happened, in plain words. */
  geomap.kind = function (app, row) { return app.events.at("what", row); };

  geomap.showDetail = function (app) {
    var panel = app.panel, s = app.selection;
    if (!panel) return;
    panel.detail.hidden = !s;
    panel.frame.classList.toggle("geomap-chosen", !!s);
    geomap.reopen(panel);
    panel.detail.replaceChildren();
    if (!s) return;
    geomap.drawer(panel, true);
    var back = el("button", { type: "button", class: "geomap-back", onclick: function () { app.select(null); if (app.cameFrom) app.cameFrom.focus(); } }, "← All");
    panel.detail.append(back);
    if (s.kind === "event") panel.detail.append.apply(panel.detail, event(app, s.row));
    if (s.kind === "group") panel.detail.append.apply(panel.detail, group(app, s));
    if (s.kind === "claim") panel.detail.append.apply(panel.detail, claim(app, s.row));
    panel.body.scrollTop = 0;
    if (panel.side.contains(document.activeElement) || document.activeElement === document.body) panel.detail.focus({ preventScroll: true });
    setTimeout(function () { bringIntoView(app, s); }, 250);
    panel.say(s.kind === "event" ? geomap.headline(app, s.row) : panel.detail.textContent.slice(0, 200));
  };

  /* The sheet may have risen over the selected event: move the map just far enough. */
  function bringIntoView(app, s) {
    var t = app.events;
    if (app.asked || s !== app.selection || s.kind !== "event" || t.at("lon", s.row) === null) return;
    var at = [t.at("lat", s.row) / 1e5, geomap.lng(t.at("lon", s.row) / 1e5)];
    if (!app.map.getBounds().pad(-0.05).contains(at)) app.moved = true;
    app.map.panInside(at, { padding: [40, 40], animate: !app.still });
  }

  function event(app, row) {
    var t = app.events, list = Array.from(app.statementsOf(row)), status = app.statusNow(row);
    var entry = app.encoding.statuses.find(function (x) { return x.key === status; }) || { label: status, definition: "" };
    var late = list.filter(function (s) { return app.filters.clock === "known" && published(app, s) > app.filters.to; });
    if (app.gathered && t.at("grain", row)) return gathered(app, row, entry);
    if (late.length) list = list.filter(function (s) { return late.indexOf(s) < 0; });
    return [
      el("h2", {}, [geomap.symbolElement(app, geomap.look(app, row), 11), said(geomap.plain(app, row, true))]),
      geomap.betweenLine(app, row),
      facts([
        ["In doubt", geomap.doubt(app, row) || null],
        ["Status", [entry.label + ": " + entry.definition + ".", status === "contested" ? sides(app, list) : null]],
        ["When", geomap.span(t.at("t0", row), t.at("t1", row)) + precision(t.at("time_precision", row)) + basis(t.at("when_basis", row))],
        ["First reported", geomap.day(t.at("known", row))],
        ["Who acts", t.at("actor", row) ? said(t.at("actor", row)) : "not named"],
        ["On whom", t.at("recipient", row) ? said(t.at("recipient", row)) : null],
        ["Toll", toll(app, row, list)],
        ["Where", [t.at("place", row) ? said(t.at("place", row)) : "no place named", ". ", known(app, row)]],
      ]),
      el("details", { class: "geomap-way" }, [el("summary", {}, "Details: codes"), facts([
        ["PLOVER", said([t.at("event_type", row), t.at("event_mode", row)].filter(Boolean).join(" / "))],
        ["ACLED", t.at("acled_type", row) ? said(t.at("acled_type", row)) : null],
        ["Id", said(t.at("id", row))],
      ])]),
      el("h3", {}, geomap.count(list.length, "statement") + (late.length ? " by then, " + late.length + " later" : "")),
    ].concat(list.map(function (s) { return statement(app, s); }));
  }

  /* A row of own events that were gathered: what they share, and where their words are. */
  function gathered(app, row, entry) {
    var t = app.events, n = app.weight[row];
    return [
      el("h2", {}, [geomap.symbolElement(app, geomap.look(app, row), 11), said(geomap.plain(app, row, true))]),
      geomap.betweenLine(app, row),
      facts([
        ["Status", entry.label + ": " + entry.definition + "."],
        [n > 1 ? "Between" : "When", geomap.span(t.at("t0", row), t.at("t1", row))],
        ["Who acts", t.at("actor", row) ? said(t.at("actor", row)) : "another party, or nobody named"],
        ["Toll", t.at("toll", row) ? said(t.at("toll", row) + (n > 1 ? ", all together" : "")) : null],
        ["Where", [t.at("place", row) ? said(t.at("place", row)) : "no place named", ". ", known(app, row)]],
      ]),
      el("p", { class: "geomap-source" }, "Gathered by " + t.at("grain", row) + ". The words and the parties of each event are in the file; a page of fewer events shows them."),
    ];
  }

  /* The toll in words, and each voice that states a number. */
  function toll(app, row, list) {
    var s = app.statements, parts = [], seen = new Set();
    if (!app.events.at("toll", row)) return null;
    list.forEach(function (i) {
      var numbers = ["killed", "injured"].filter(function (kind) { return s.at(kind + "_least", i) !== null || s.at(kind + "_most", i) !== null; }).map(function (kind) {
        return geomap.range(s.at(kind + "_least", i), s.at(kind + "_most", i)) + " " + kind;
      }).join(", "), who = s.at("voice", i) || "the report";
      if (!numbers || seen.has(numbers + who)) return;
      seen.add(numbers + who);
      parts.push(el("div", { class: "geomap-source" }, [numbers + ", says ", said(who)]));
    });
    return [said(app.events.at("toll", row))].concat(parts);
  }

  function published(app, s) {
    var row = app.sourceRow.get(app.statements.at("report_id", s));
    return row === undefined ? null : app.sourceDay[row];
  }

  function basis(word) { return word === "inferred" ? ", inferred from the statement before it" : word === "open" ? ", no day is stated" : ""; }

  function precision(word) { return word ? " (precision: " + word + ")" : ""; }

  /* Both sides of a contested event, by name. */
  function sides(app, list) {
    var yes = new Set(), no = new Set(), s = app.statements;
    list.forEach(function (i) {
      var who = s.at("said_by", i) || "the report", against = ["denied", "negated"].indexOf(s.at("status", i)) >= 0;
      (against || s.at("polarity", i) !== "affirmed" ? no : yes).add(who);
    });
    var node = el("span", { class: "geomap-sides" }, " Says so: ");
    names(node, yes); node.append("; denies it: "); names(node, no);
    return node;
  }

  function names(node, set) {
    if (!set.size) node.append("not in these reports");
    Array.from(set).forEach(function (who, i) { if (i) node.append(", "); node.append(said(who)); });
  }

  function known(app, row) {
    var t = app.events, outline = t.at("outline", row), metres = t.at("uncertainty_m", row);
    if (t.at("lon", row) === null) return "Not drawn: no coordinate.";
    if (outline === "area") return "Somewhere in the area that is outlined; no point is meant.";
    return "Known to about " + km(metres) + (t.at("geo_precision", row) ? " (" + t.at("geo_precision", row) + ")." : ".");
  }

  function km(metres) {
    if (metres === null) return "an unknown distance";
    return metres < 950 ? metres + " m" : (metres / 1000).toFixed(metres < 9500 ? 1 : 0) + " km";
  }

  function degrees(value, plus, minus) { return (Math.abs(value) / 1e5).toFixed(4) + "° " + (value < 0 ? minus : plus); }

  function facts(rows) {
    var list = el("dl", { class: "geomap-facts" });
    rows.forEach(function (row) { if (row[1]) list.append(el("dt", {}, row[0]), el("dd", {}, row[1])); });
    return list;
  }

  function statement(app, i) {
    var s = app.statements, at = app.sourceRow.get(s.at("report_id", i));
    var who = s.at("said_by", i), quote = el("blockquote", { dir: "auto" }, said(s.at("text", i)));
    var when = s.at("said0", i) === null && s.at("said1", i) === null ? "" : ", " + geomap.span(s.at("said0", i), s.at("said1", i));
    return el("article", { class: "geomap-statement" }, [
      el("p", { class: "geomap-who" }, [
        el("b", {}, who ? said(who) : "The report itself"), when, " — ", s.at("status", i),
        s.at("cue", i) ? " (cue: “" : null, s.at("cue", i) ? said(s.at("cue", i)) : null, s.at("cue", i) ? "”)" : null,
        s.at("certainty", i) && s.at("certainty", i) !== "certain" ? ", " + s.at("certainty", i) : null,
      ]),
      quote,
      el("p", { class: "geomap-source" }, source(app, at, s.at("report_id", i))),
      geomap.statementLinks(app, i),
      geomap.mediaLinks(app, at),
      way(app, i),
    ]);
  }

  function source(app, at, id) {
    if (at === undefined) return [said(id)];
    var t = app.sources, title = t.at("title", at) || id, url = t.at("url", at);
    var parts = [geomap.link(url, title) || said(title)];
    if (t.at("publisher", at)) parts.push(", ", said(t.at("publisher", at)));
    if (t.at("published", at) !== null) parts.push(", " + geomap.day(t.at("published", at)));
    if (t.at("scope", at)) parts.push(", " + t.at("scope", at));
    if (url && parts[0].tagName !== "A") parts.push(" ", said(title));
    return parts;
  }
  geomap.sourceLine = source;

  /* Span of the report, then candidate of the gazetteer, then coordinate. */
  function way(app, i) {
    var s = app.statements, m = nearestMention(app, i), rows = [
      ["Span", [said(s.at("report_id", i)), ", characters " + s.at("start", i) + " to " + s.at("end", i)]],
    ];
    if (m < 0) rows.push(["Place", "no place of this statement was resolved"]);
    else {
      var t = app.mentions, lon = t.at("lon", m), lat = t.at("lat", m);
      rows.push(["Read as", [said(t.at("text", m)), " (characters " + t.at("start", m) + " to " + t.at("end", m) + ", " + t.at("role", m) + ")"]]);
      if (t.at("name", m)) rows.push(["Candidate", [said(t.at("name", m)), ", ", said(t.at("place_id", m)), t.at("kind", m) ? ", " + t.at("kind", m) : "",
        t.at("probability", m) === null ? "" : ", probability " + t.at("probability", m).toFixed(2)]]);
      else rows.push(["Unresolved", said(t.at("reason", m))]);
      if (app.meta.unexplained) rows.push(["Because", app.meta.unexplained]);
      else if (t.at("explanation", m)) rows.push(["Because", said(t.at("explanation", m))]);
      if (!app.meta.unexplained && others(t.at("alternatives", m))) rows.push(["Others", others(t.at("alternatives", m))]);
      if (lon !== null) rows.push(["Coordinate", degrees(lat, "N", "S") + ", " + degrees(lon, "E", "W") + ", give or take " + km(t.at("uncertainty_m", m))]);
    }
    return el("details", { class: "geomap-way" }, [el("summary", {}, "From the words to the coordinate"), facts(rows)]);
  }

  function others(text) {
    var list = [];
    try { list = JSON.parse(text || "[]"); } catch { return said(text); }
    if (!Array.isArray(list) || !list.length) return null;
    var node = el("span", {});
    list.slice(0, 5).forEach(function (c, i) {
      if (i) node.append("; ");
      node.append(said(Array.isArray(c) ? c[1] + " (" + c[2] + ")" : String(c)));
    });
    return node;
  }

  function nearestMention(app, i) {
    var s = app.statements, t = app.mentions, report = s.at("report_id", i), id = s.at("place_id", i);
    var start = s.at("start", i), end = s.at("end", i), best = -1, least = Infinity;
    for (var m = 0; m < t.n; m++) {
      if (t.at("report_id", m) !== report) continue;
      var a = t.at("start", m), inside = a >= start && a < end;
      if (id ? t.at("place_id", m) !== id : !inside) continue;
      var far = inside ? a - start : 1e6 + Math.min(Math.abs(a - start), Math.abs(a - end));
      if (far < least) { least = far; best = m; }
    }
    return best;
  }

  function group(app, s) {
    var rows = s.rows.filter(function (row) { return app.visible[row]; }), n = rows.reduce(function (sum, row) { return sum + app.weight[row]; }, 0);
    if (app.gathered) rows.sort(function (a, b) { return app.weight[b] - app.weight[a] || a - b; });
    var list = el("ul", { class: "geomap-list" }, rows.slice(0, 300).map(function (row) {
      return el("li", {}, geomap.eventButton(app, row));
    }));
    return [
      el("h2", {}, [said(s.name || "Here"), s.more ? " and " + geomap.count(s.more, "place") + " near it" : ""]),
      el("p", {}, geomap.count(n, "event") + (n > rows.length ? " in " + geomap.count(rows.length, "group") : "") + (rows.length > 300 ? ", the first 300 here; zoom in or filter for the others" : "")), list,
    ];
  }

  geomap.eventButton = function (app, row) {
    var t = app.events;
    return el("button", { type: "button", class: "geomap-event", onclick: function (e) { app.cameFrom = e.currentTarget; app.select({ kind: "event", row: row }); } }, [
      geomap.symbolElement(app, geomap.look(app, row), 8), el("span", {}, [
        said(geomap.plain(app, row)), ", " + geomap.span(t.at("t0", row), t.at("t1", row)),
      ]),
    ]);
  };

  function claim(app, row) {
    var ring = app.ringOf ? app.ringOf(row) : null;
    if (ring) return geomap.ringDetail(app, ring);
    var t = app.claims, p = t.at("probability", row), low = t.at("interval_low", row), high = t.at("interval_high", row);
    var at = app.sourceRow.get(t.at("report_id", row));
    return [
      el("h2", {}, [t.at("relation", row) + ": ", said(geomap.clip(t.at("subject", row) || "?", 80)), t.at("object", row) ? ", " : "", said(geomap.clip(t.at("object", row), 80))]),
      verdict(app, row),
      facts([
        ["Said", [said([t.at("value", row), t.at("unit", row)].filter(Boolean).join(" ") || "no figure")]],
        ["Measured", said(t.at("measured", row))],
        ["True with", p === null ? "no probability" : "probability " + p.toFixed(2)],
        ["90 % interval", low === null ? "" : low + " to " + high],
        ["Why", said(t.at("why", row))],
        ["Said by", t.at("said_by", row) ? said(t.at("said_by", row)) : "the report itself"],
      ]),
      el("blockquote", { dir: "auto" }, said(t.at("text", row))),
      el("p", { class: "geomap-source" }, geomap.sourceLine(app, at, t.at("report_id", row))),
    ];
  }

  function verdict(app, row) {
    var word = app.claims.at("verdict", row), marks = { supported: "✓", contradicted: "✕", undetermined: "?" };
    return el("p", { class: "geomap-verdict", "data-verdict": word }, [el("span", { "aria-hidden": "true" }, marks[word] || "?"), " Held against geography: " + word]);
  }
  geomap.verdict = verdict;
})();

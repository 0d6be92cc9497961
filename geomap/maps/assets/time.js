/* Time: a window of days on two clocks, when it happened and when it became known. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var STEP_MS = 900, LONGEST_MS = 20000, LEAST_BAR_PX = 4, BINS = [1, 7, 30.4375, 91.3125, 365.25, 3652.5];

  geomap.controls.timeline = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      if (app.lastDay <= app.firstDay || app.meta.embed) return;
      panel.stage.append(bar(app));
    });
  };

  function bar(app) {
    var first = app.firstDay, last = app.lastDay, state = { timer: 0 };
    var from = slider("First day shown", first, last, first), to = slider("Last day shown", first, last, last);
    var words = el("output", { class: "geomap-days" });
    var clocks = el("span", { class: "geomap-clocks", role: "group", "aria-label": "Clock" });
    [["happened", "Happened"], ["known", "Known by"]].forEach(function (c) {
      clocks.append(el("button", { type: "button", "data-clock": c[0], title: c[0] === "known" ? "Days count when the first report came out" : "Days count when it happened", onclick: function () { app.set({ clock: c[0] }); } }, c[1]));
    });
    var play = el("button", { type: "button", class: "geomap-play", "aria-label": "Play", onclick: function () { toggle(); } }, "▶");
    var undated = el("input", { type: "checkbox", onchange: function () { app.set({ undated: undated.checked }); } });
    var histogram = el("canvas", { class: "geomap-bars", "aria-hidden": "true" });
    var signs = app.encirclement ? el("canvas", { class: "geomap-ringdays", "aria-hidden": "true" }) : null;
    var ends = el("div", { class: "geomap-ends", "aria-hidden": "true" });
    function set(a, b) { app.set({ from: Math.max(first, Math.min(a, b)), to: Math.min(last, Math.max(a, b)) }); }
    from.addEventListener("input", function () { set(Math.min(+from.value, app.filters.to), app.filters.to); });
    to.addEventListener("input", function () { set(app.filters.from, Math.max(+to.value, app.filters.from)); });
    function step(way) {
      var f = app.filters, wide = f.from <= first && f.to >= last;
      if (wide) return set(way > 0 ? first : last, way > 0 ? first : last);
      if (f.clock === "known") return set(first, Math.max(first, Math.min(last, f.to + way)));
      var width = f.to - f.from, a = Math.max(first, Math.min(last - width, f.from + way));
      set(a, a + width);
    }
    /* Playing goes from one day on which something is told to the next, never for more than 20 seconds. */
    function toggle() {
      if (state.timer) return stop();
      play.textContent = "❚❚"; play.setAttribute("aria-label", "Pause");
      var stops = daysTold(app), known = app.filters.clock === "known", begin = app.filters.to >= last ? first : app.filters.to;
      stops = stops.filter(function (day) { return day > begin; }).concat(last);
      set(known || app.filters.to < last ? app.filters.from : first, begin);
      var n = 0, most = Math.floor(LONGEST_MS / STEP_MS), wait = Math.max(60, Math.min(STEP_MS, LONGEST_MS / stops.length)), skip = Math.max(1, Math.ceil(stops.length * wait / (most * STEP_MS)));
      state.timer = setInterval(function () {
        n = Math.min(stops.length, n + skip);
        set(known ? first : app.filters.from, stops[n - 1]);
        if (n >= stops.length) stop();
      }, wait);
    }
    function stop() { clearInterval(state.timer); state.timer = 0; play.textContent = "▶"; play.setAttribute("aria-label", "Play"); }
    var whole = el("button", { type: "button", onclick: function () { stop(); set(first, last); } }, "All days");
    function sync() {
      var f = app.filters;
      from.value = f.from; to.value = f.to; undated.checked = f.undated;
      from.setAttribute("aria-valuetext", geomap.day(f.from)); to.setAttribute("aria-valuetext", geomap.day(f.to));
      words.textContent = geomap.span(f.from, f.to);
      clocks.querySelectorAll("button").forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.clock === f.clock)); });
      whole.disabled = f.from <= first && f.to >= last;
      var unit = draw(app, histogram);
      ends.replaceChildren(el("span", {}, geomap.day(first)), el("span", {}, unit), el("span", {}, geomap.day(last)));
      if (signs) geomap.ringDays(app, signs);
    }
    app.on("change restyle", sync);
    new ResizeObserver(sync).observe(histogram);
    var node = el("section", { class: "geomap-time", "aria-label": "Time" }, [
      el("div", { class: "geomap-timetop" }, [
        el("span", { class: "geomap-steps" }, [
          el("button", { type: "button", "aria-label": "One day back", onclick: function () { stop(); step(-1); } }, "◀"), play,
          el("button", { type: "button", "aria-label": "One day on", onclick: function () { stop(); step(1); } }, "▶▏")]),
        words, clocks, whole,
        app.undated ? el("label", { class: "geomap-undated" }, [undated, " " + app.undated.toLocaleString("en") + " undated"]) : null,
      ]),
      el("div", { class: "geomap-track" }, [signs, el("div", { class: "geomap-slider" }, [histogram, from, to]), ends]),
    ]);
    node.addEventListener("keydown", function (event) {
      if (event.key === " " && event.target.type === "range") { toggle(); event.preventDefault(); }
    });
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    sync();
    return node;
  }

  function slider(label, low, high, value) {
    var node = el("input", { type: "range", min: low, max: high, step: 1, "aria-label": label });
    node.value = value;
    return node;
  }

  /* The days on which something is told, on the clock that is set. */
  function daysTold(app) {
    var days = new Set(), found = app.days[app.filters.clock];
    for (var row = 0; row < app.events.n; row++) {
      var day = found[0][row] === found[0][row] ? found[0][row] : found[1][row];
      if (day >= app.firstDay && day <= app.lastDay) days.add(day);
    }
    return Array.from(days).sort(function (a, b) { return a - b; });
  }

  /* Events a day, or a week, month, quarter, year where the days are many; what is shown is dark. */
  function draw(app, canvas) {
    var width = canvas.clientWidth, height = canvas.clientHeight, n = app.lastDay - app.firstDay + 1;
    if (!width || !height) return "";
    var ratio = window.devicePixelRatio || 1, ctx = canvas.getContext("2d"), theme = geomap.theme();
    canvas.width = width * ratio; canvas.height = height * ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    /* Where days are known to a month, a quarter or a year, a bar is no shorter. */
    var least = (app.meta.period || 0) * 30, bin = BINS.find(function (b) { return b >= least && width / (n / b) >= LEAST_BAR_PX; }) || BINS[BINS.length - 1];
    var counts = binned(app, bin), top = Math.max.apply(null, counts.all.concat(1)), w = width / (n / bin);
    [[counts.all, theme.line], [counts.shown, theme.ink]].forEach(function (layer) {
      ctx.fillStyle = layer[1];
      layer[0].forEach(function (value, i) {
        var h = value ? Math.max(1.5, value / top * (height - 2)) : 0;
        ctx.fillRect(i * w + 0.5, height - h, Math.max(0.8, w - 1), h);
      });
    });
    return "events a " + ["day", "week", "month", "quarter", "year", "decade"][BINS.indexOf(bin)];
  }

  function binned(app, bin) {
    var n = Math.ceil((app.lastDay - app.firstDay + 1) / bin), all = Array.from({ length: n }).fill(0), shown = all.slice();
    var days = app.days[app.filters.clock];
    for (var row = 0; row < app.events.n; row++) {
      var day = days[0][row] === days[0][row] ? days[0][row] : days[1][row];
      if (app.weight[row] > 1 && days[1][row] > day) day = (day + days[1][row]) / 2;
      var at = Math.floor((day - app.firstDay) / bin);
      if (!(at >= 0 && at < n)) continue;
      all[at] += app.weight[row];
      if (app.visible[row]) shown[at] += app.weight[row];
    }
    return { all: all, shown: shown };
  }
})();

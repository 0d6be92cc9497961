/* Time: a window of days on two clocks, when it happened and when it became known. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var STEP_MS = 900;

  geomap.controls.timeline = function (map) {
    var app = geomap.app(map), panel = geomap.panel(app);
    geomap.when(app, function () {
      if (app.lastDay <= app.firstDay) return;
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
    function toggle() {
      if (state.timer) return stop();
      play.textContent = "❚❚"; play.setAttribute("aria-label", "Pause");
      if (app.filters.to >= last) set(first, first);
      state.timer = setInterval(function () { if (app.filters.to >= last) stop(); else step(1); }, STEP_MS);
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
      draw(app, histogram);
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
      signs,
      el("div", { class: "geomap-slider" }, [histogram, from, to]),
      el("div", { class: "geomap-ends", "aria-hidden": "true" }, [el("span", {}, geomap.day(first)), el("span", {}, geomap.day(last))]),
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

  /* Events a day, on the clock that is set; days inside the window are dark. */
  function draw(app, canvas) {
    var width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width || !height) return;
    var ratio = window.devicePixelRatio || 1, ctx = canvas.getContext("2d"), theme = geomap.theme();
    canvas.width = width * ratio; canvas.height = height * ratio;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    var counts = daily(app), top = Math.max.apply(null, counts.concat(1)), n = counts.length, w = width / n, f = app.filters;
    counts.forEach(function (value, i) {
      var day = app.firstDay + i, on = day >= f.from && day <= f.to, h = value / top * (height - 2);
      ctx.fillStyle = on ? theme.ink : theme.line;
      ctx.fillRect(i * w + (w > 3 ? 0.5 : 0), height - h, Math.max(0.8, w - (w > 3 ? 1 : 0)), h);
    });
  }

  function daily(app) {
    var n = Math.min(4000, app.lastDay - app.firstDay + 1), counts = Array.from({ length: n }).fill(0), key = app.filters.clock;
    app.dailyCounts = app.dailyCounts || {};
    if (app.dailyCounts[key]) return app.dailyCounts[key];
    for (var row = 0; row < app.events.n; row++) {
      var range = geomap.dayRange(app, row), a = range[0] === null ? range[1] : range[0];
      if (a !== null && a >= app.firstDay && a - app.firstDay < n) counts[a - app.firstDay]++;
    }
    app.dailyCounts[key] = counts;
    return counts;
  }
})();

/* The review in a notebook: it draws what Python shows, and asks Python for what a person does.
   Words of reports are set as text only. */

const BLUE = "#0072B2", VERMILLION = "#B34700";
const EARTH_M = 40075017;

/* An element with its attributes and children; JupyterLab leaves its keys alone. */
function made(tag, given, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (name === "on") for (const [event, act] of Object.entries(value)) one.addEventListener(event, act);
    else if (name in one && name !== "list") one[name] = value;
    else one.setAttribute(name, value);
  }
  if (/^(button|input|select)$/.test(tag)) one.setAttribute("data-lm-suppress-shortcuts", "true");
  one.append(...children);
  return one;
}

function labelled(text, control) {
  return made("label", { className: "gr-field" }, made("span", { textContent: text }), control);
}

function options(list) {
  return list.map((one) => {
    const [value, words] = Array.isArray(one) ? one : [one, one];
    return made("option", { value, textContent: words });
  });
}

/* Characters as Python counts them, before a place in a string. */
function counted(text, at) { return Array.from(text.slice(0, at)).length; }

/* Where the marked words of the sentence begin and end; without any, the whole sentence. */
function selected(sentence) {
  const text = sentence.textContent, choice = document.getSelection();
  const root = sentence.getRootNode();
  const range = root.getSelection ? root.getSelection() : choice;
  if (!range || !range.rangeCount || range.isCollapsed) return null;
  const at = range.getRangeAt(0);
  if (!sentence.contains(at.startContainer) || !sentence.contains(at.endContainer)) return null;
  const before = at.cloneRange();
  before.selectNodeContents(sentence);
  before.setEnd(at.startContainer, at.startOffset);
  const start = before.toString().length;
  return [counted(text, start), counted(text, start + at.toString().length)];
}

function paths(rings, digits) {
  const scale = Math.pow(10, digits);
  return rings.map((ring) => {
    let x = 0, y = 0;
    const line = [];
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i]; y += ring[i + 1];
      line.push([y / scale, x / scale]);
    }
    return line;
  });
}

/* Lines without the pieces beyond an edge of their window: land is cut a little outside of it, and
   there it ends without a coast. */
function open(lines, [west, south, east, north]) {
  const beyond = ([y, x], [v, u]) =>
    Math.max(x, u) <= west || Math.min(x, u) >= east || Math.max(y, v) <= south || Math.min(y, v) >= north;
  const found = [];
  lines.forEach((line) => {
    let part = [line[0]];
    for (let i = 1; i < line.length; i += 1) {
      if (beyond(line[i - 1], line[i])) {
        if (part.length > 1) found.push(part);
        part = [];
      }
      part.push(line[i]);
    }
    if (part.length > 1) found.push(part);
  });
  return found;
}

/* ---- the map: the world beneath, the region above it, places and the reviewer's point ---------- */

function mapIn(box, act) {
  const map = L.map(box, { attributionControl: false, preferCanvas: true, worldCopyJump: true, minZoom: 1 });
  map.setView([20, 10], 2);
  const under = L.layerGroup().addTo(map), near = L.layerGroup().addTo(map);
  const named = L.layerGroup().addTo(map);
  const marks = L.layerGroup().addTo(map), own = L.layerGroup().addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  // a notebook lays its output out after it is drawn: until then there is no size to fit into
  let waiting = null, towns = [];
  new ResizeObserver(() => {
    map.invalidateSize();
    if (waiting) fit(waiting);
  }).observe(box);

  function fit(level) {
    const w = level.window, sized = box.clientWidth > 0;
    waiting = sized ? null : level;
    if (w && sized) map.fitBounds([[w[1], w[0]], [w[3], w[2]]], { animate: false });
  }

  /* Names of towns, the largest first, where they have room. */
  function name() {
    const kept = [];
    named.clearLayers();
    towns.forEach(([words, lon, lat]) => {
      const at = map.latLngToContainerPoint([lat, lon]);
      if (kept.some((one) => Math.abs(one.x - at.x) < 80 && Math.abs(one.y - at.y) < 14)) return;
      kept.push(at);
      L.circleMarker([lat, lon], { radius: 1.5, color: "#444", weight: 1, interactive: false }).addTo(named)
        .bindTooltip(made("span", { textContent: words }), { permanent: true, direction: "right", className: "gr-town" });
    });
  }
  map.on("zoomend", name);
  map.on("click", (event) => {
    const at = event.latlng.wrap();
    // what a finger can tell apart at this zoom, and never less than 100 m
    const metres = EARTH_M * Math.cos(at.lat * Math.PI / 180) / Math.pow(2, map.getZoom() + 8);
    act.point(at.lng, at.lat, Math.max(100, Number((metres * 8).toPrecision(1))));
  });
  const line = (group, list, digits, style) =>
    L.polyline(paths(list, digits), Object.assign({ interactive: false }, style)).addTo(group);

  function ground(group, level) {
    group.clearLayers();
    if (!level.window) return;
    const digits = level.digits;
    if (level.relief) {
      const b = level.relief.bounds;
      L.imageOverlay(level.relief.image, [[b[1], b[0]], [b[3], b[2]]], { opacity: 0.7 }).addTo(group);
    }
    L.polyline(open(paths(level.land, digits), level.window), { color: "#8a8a80", weight: 0.8, interactive: false }).addTo(group);
    (level.rivers || []).forEach((one) => line(group, one.paths, digits, { color: "#8fb8d8", weight: one.width }));
    line(group, level.province || [], digits, { color: "#999", weight: 0.6, dashArray: "2 3" });
    line(group, level.country, digits, { color: "#555", weight: 1.2 });
    if (level.towns) { towns = level.towns; name(); }
  }

  return {
    under: (level) => ground(under, level),
    near: (level) => ground(near, level),
    fit,
    places(list, chosen) {
      marks.clearLayers();
      list.forEach((one, n) => {
        if (one.lon === undefined) return;
        const colour = n === chosen ? VERMILLION : BLUE;
        const mark = L.circleMarker([one.lat, one.lon], {
          radius: n === chosen ? 8 : 6, color: "#fff", weight: 1.5, fillColor: colour, fillOpacity: 1,
          bubblingMouseEvents: false,
        });
        mark.bindTooltip(made("span", { textContent: `${n + 1}. ${one.name}` })).addTo(marks);
        mark.on("click", () => act.choose(n));
      });
    },
    point(point) {
      own.clearLayers();
      if (!point) return;
      L.circle([point.lat, point.lon], { radius: point.radius_m, color: VERMILLION, weight: 1, interactive: false }).addTo(own);
      L.circleMarker([point.lat, point.lon], { radius: 5, color: VERMILLION, fillOpacity: 1, interactive: false }).addTo(own);
    },
    remove: () => map.remove(),
  };
}

/* ---- the whole -------------------------------------------------------------------------------- */

function render({ model, el }) {
  const choices = model.get("choices");
  let shown = model.get("shown"), key = null, chosen = 0, point = null, marked = null, asks = 0;

  function ask(what) {
    asks += 1;
    model.set("asked", Object.assign({ n: `${Date.now()}-${asks}` }, what));
    model.save_changes();
  }
  const decide = (what) => ask(Object.assign({ scope: ui.scope.value, note: ui.note.value }, what));
  const button = (text, hint, click, className) =>
    made("button", { type: "button", textContent: text, title: hint, className: className || "", on: { click } });
  const text = (placeholder) => made("input", { type: "text", placeholder });
  const number = (step) => made("input", { type: "number", step, on: { input: typed } });

  const ui = {
    progress: made("span", { className: "gr-progress" }),
    places: button("Places", "What each name means", () => ask({ do: "half", half: "places" })),
    events: button("Events", "Where and when each event was", () => ask({ do: "half", half: "events" })),
    count: made("span"),
    everything: made("input", { type: "checkbox", on: { change: (e) => ask({ do: "everything", on: e.target.checked }) } }),
    head: made("div", { className: "gr-head" }),
    sentence: made("bdi"),
    marked: made("span"),
    list: made("select", { size: 7, on: { change: () => choose(ui.list.selectedIndex) } }),
    map: made("div", { className: "gr-map", role: "img" }),
    search: text("another name"),
    lon: number("any"), lat: number("any"), radius: number("any"), name: text("what lies there"),
    scope: made("select", {}, ...options(choices.scopes)),
    role: made("select", {}, ...options(choices.roles)),
    note: text("why, if you like"),
    status: made("select", {}, ...options(choices.statuses)),
    first: made("input", { type: "date" }), last: made("input", { type: "date" }),
    type: made("select", {}, ...options(choices.types)),
    message: made("div", { className: "gr-message" }),
    accept: button("Accept", "It is as it was found", () => decide({ do: "accept" }), "gr-yes"),
    choose: button("Choose selected", "The place selected in the list", () => decide({ do: "place", n: chosen })),
    set: button("Set point", "The point that you clicked or typed", () => decide(Object.assign({ do: "point", name: ui.name.value }, point))),
    nowhere: button("Not a place", "The name means no place here", () => decide({ do: "no_place", role: shown.half === "places" ? ui.role.value : "" })),
    apply: button("Apply status and days", "As shown here", () =>
      decide({ do: "status", status: ui.status.value, first: ui.first.value, last: ui.last.value })),
    addName: button("Add this name", "Mark a missed name in the sentence first", () => add("add_name")),
    addEvent: button("Add this event", "The marked words, or the whole sentence, report an event here", () => add("add_event")),
    back: button("Take back", "Remove the decision shown", () => ask({ do: "take_back" })),
    undo: button("Undo", "Take the last step back", () => ask({ do: "undo" })),
    save: button("Save", "Write the decisions to the file", () => ask({ do: "save" }), "gr-save"),
  };

  function typed() {
    const [lon, lat, km] = [ui.lon, ui.lat, ui.radius].map((one) => parseFloat(one.value));
    const whole = [lon, lat, km].every(Number.isFinite) && km > 0;
    point = whole ? { lon, lat, radius_m: km * 1000 } : null;
    ui.set.disabled = !point;
    map.point(point);
  }

  function clicked(lon, lat, metres) {
    ui.lon.value = lon.toFixed(5); ui.lat.value = lat.toFixed(5); ui.radius.value = metres / 1000;
    typed();
  }

  function choose(n) {
    chosen = n;
    ui.list.selectedIndex = n;
    ui.choose.disabled = n < 0;
    map.places(shown.places, chosen);
  }

  function add(what) {
    const whole = Array.from(ui.sentence.textContent).length;
    if (!marked && what === "add_name") { say("Mark the missed name in the sentence first.", true); return; }
    const [start, end] = marked || [0, whole];
    decide({ do: what, start, end, type: ui.type.value, status: ui.status.value, first: ui.first.value, last: ui.last.value });
    mark(null);
  }

  /* The words that were marked last, kept while other controls are used. */
  function mark(span) {
    marked = span;
    const words = span ? Array.from(ui.sentence.textContent).slice(...span).join("") : "";
    ui.marked.textContent = span ? `Marked: ${words}` : "Mark words in the sentence to add them.";
  }

  function marking() {
    const span = selected(ui.sentence);
    if (span) mark(span);
  }

  function say(words, alert) {
    ui.message.setAttribute("role", alert ? "alert" : "status");
    ui.message.className = alert ? "gr-message gr-alert" : "gr-message";
    ui.message.textContent = words;
  }

  function head(item) {
    const line = (words, tag) => made(tag || "div", { textContent: words });
    if (!item) return [line(`No ${shown.half} to review.`)];
    ui.sentence.replaceChildren();
    const decision = line(item.decision ? `Decided: ${item.decision}` : "Not decided", "strong");
    if (shown.half === "events") {
      const told = item.told.map(([words, who]) =>
        made("li", {}, made("bdi", { textContent: words }), made("br"), line(who, "small")));
      return [line(item.title, "strong"), line(item.found), made("ul", {}, ...told), decision];
    }
    const [before, name, after] = item.sentence;
    ui.sentence.append(before, made("mark", { textContent: name }), after);
    return [made("p", { className: "gr-sentence" }, ui.sentence), line(item.about), line(item.found), decision];
  }

  function draw() {
    shown = model.get("shown");
    const item = shown.item, events = shown.half === "events";
    const [m, mentions, e, count] = shown.decided;
    ui.progress.textContent =
      `${m} of ${mentions} mentions and ${e} of ${count} events decided, ${shown.unsaved} not saved`;
    ui.places.setAttribute("aria-pressed", String(!events));
    ui.events.setAttribute("aria-pressed", String(events));
    ui.count.textContent = shown.count ? `${shown.index + 1} of ${shown.count}` : "none";
    ui.everything.checked = shown.everything;
    ui.head.replaceChildren(...head(item));
    ui.list.replaceChildren(...shown.places.map((one, n) =>
      made("option", { textContent: `${n + 1}. ${one.name ? `${one.name} · ` : ""}${one.note}` })));
    ui.map.setAttribute("aria-label", `Map of ${shown.places.length} places; click to set a point`);
    const now = item && [shown.half, item.key, item.decision].join("/");
    if (now !== key) { // another item, or decided: nothing of the last point stays
      key = now;
      for (const one of [ui.lon, ui.lat, ui.radius, ui.name, ui.note, ui.search]) one.value = "";
      ui.first.value = (item && item.first) || ""; ui.last.value = (item && item.last) || "";
      if (item && item.status) ui.status.value = item.status;
      typed();
      mark(null);
      map.fit(model.get("ground"));
    }
    root.classList.toggle("gr-events", events);
    ui.nowhere.textContent = events ? "No place known" : "Not a place";
    for (const one of [ui.accept, ui.nowhere, ui.apply, ui.addEvent, ui.addName]) one.disabled = !item;
    ui.accept.disabled = !item || !item.placed;
    ui.back.disabled = !item || !item.decision;
    ui.undo.disabled = !shown.steps;
    choose(shown.places.length ? 0 : -1);
    if (shown.told[0]) say(...shown.told);
  }

  const row = (...parts) => made("div", { className: "gr-row" }, ...parts);
  const go = (step) => () => ask({ do: "go", to: shown.index + step });
  const root = made("div", { className: "geomap-review" },
    row(ui.places, ui.events, ui.progress, ui.undo, ui.save),
    row(button("Previous", "One back", go(-1)), button("Next", "One on", go(1)),
      button("Next undecided", "On to what is not decided", () => ask({ do: "undecided" })), ui.count,
      labelled("Also names drawn nowhere", ui.everything)),
    ui.head,
    made("div", { className: "gr-columns" },
      made("div", { className: "gr-list" }, labelled("Places", ui.list),
        row(labelled("Search", ui.search), button("Search", "Look the name up", () => ask({ do: "search", name: ui.search.value })))),
      ui.map),
    row(ui.accept, ui.choose, ui.back, labelled("Applies to", ui.scope), labelled("Note", ui.note)),
    row(labelled("Longitude", ui.lon), labelled("Latitude", ui.lat), labelled("Radius km", ui.radius),
      labelled("Point's name", ui.name), ui.set),
    row(ui.nowhere, labelled("It is a", ui.role)),
    row(ui.addName, ui.marked),
    row(labelled("What happened", ui.type), labelled("Status", ui.status), labelled("First day", ui.first),
      labelled("Last day", ui.last), ui.apply, ui.addEvent),
    ui.message);
  ui.role.parentElement.classList.add("gr-only-places");
  ui.scope.parentElement.classList.add("gr-only-places");
  for (const one of [ui.addName, ui.marked, ui.addEvent, ui.type.parentElement]) one.classList.add("gr-only-places");
  ui.apply.classList.add("gr-only-events");
  ui.status.parentElement.classList.add("gr-only-events");
  el.append(root);
  const map = mapIn(ui.map, { point: clicked, choose });
  const grounds = () => { map.near(model.get("ground")); map.fit(model.get("ground")); };
  map.under(model.get("world"));
  grounds();
  draw();
  document.addEventListener("selectionchange", marking);
  model.on("change:shown", draw);
  model.on("change:ground", grounds);
  return () => {
    document.removeEventListener("selectionchange", marking);
    model.off("change:shown", draw);
    model.off("change:ground", grounds);
    map.remove();
  };
}

export default { render };

/* Addresses that reports give: a statement's own, pictures and films. Shown as links, never loaded. */
(function () {
  "use strict";
  var el = function () { return geomap.el.apply(null, arguments); };
  var NEAR = 240, MOST = 12;
  var PICTURE = /\.(jpe?g|png|gif|webp|avif|svg)$/i, FILM = /\.(mp4|webm|mov|m4v|m3u8|avi)$/i, FILMS = /(^|\.)(youtube\.com|youtu\.be|vimeo\.com|rumble\.com|dailymotion\.com)$/i;

  /* The addresses of a report, as [character at which each stands, address]; -1 beside the words. */
  function all(app, at) {
    return at === undefined ? [] : app.sources.at("links", at).split("\n").filter(Boolean).map(function (line) {
      var gap = line.indexOf(" ");
      return [Number(line.slice(0, gap)), line.slice(gap + 1)];
    });
  }

  function kind(address) {
    var url;
    try { url = new URL(address); } catch { return null; }
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    var what = PICTURE.test(url.pathname) ? "picture" : FILM.test(url.pathname) || FILMS.test(url.hostname) ? "film" : "page";
    return { what: what, label: what + " at " + url.hostname.replace(/^www\./, "") };
  }

  function list(title, found) {
    var items = found.slice(0, MOST).map(function (one) {
      var known = kind(one[1]);
      return known ? el("li", {}, [geomap.link(one[1], known.label), " ", el("small", {}, geomap.said(geomap.clip(one[1], 90)))]) : null;
    }).filter(Boolean);
    return items.length ? el("div", { class: "geomap-links" }, [title, el("ul", {}, items)]) : null;
  }

  /* Links in a statement's own words, or close behind them and before the next statement. */
  geomap.statementLinks = function (app, i) {
    var s = app.statements, report = s.at("report_id", i), from = s.at("start", i), to = s.at("end", i) + NEAR;
    var found = all(app, app.sourceRow.get(report)).filter(function (one) { return one[0] >= from && one[0] < to; });
    if (!found.length) return null;
    for (var k = 0; k < s.n; k++) if (s.at("start", k) > from && s.at("start", k) < to && s.at("report_id", k) === report) to = s.at("start", k);
    return list("Linked here by the report:", found.filter(function (one) { return one[0] < to; }));
  };

  /* Pictures and films of a report, wherever it names them. */
  geomap.mediaLinks = function (app, at) {
    return list("Pictures and films of this report:", all(app, at).filter(function (one) {
      var known = kind(one[1]);
      return known && (one[0] < 0 || known.what !== "page");
    }));
  };
})();

"""Small atlases for the tests of the map: two wars, one hostile, one large; all made here."""

import numpy as np
import pandas as pd
from shapely import Point

from geomap.atlas import Atlas
from geomap.model import SCHEMAS, TOLLS, Degree, Loss, Position, Siege, table

PLACES = {
    "Kabul": ("gn:1138958", "P.PPLC", 69.17233, 34.52813, 3000.0),
    "Bazarak": ("gn:1429434", "P.PPLA", 69.51519, 35.31292, 1000.0),
    "Anaba": ("gn:1148695", "P.PPL", 69.377, 35.233, 2000.0),
    "Gulbahar": ("geomap:gulbahar", "P.PPL", 69.288, 35.142, 4000.0),
    "Banu": ("gn:1147118", "P.PPL", 69.26019, 35.63348, 1000.0),
    "Deh-e Salah": ("gn:1143529", "P.PPL", 69.315, 35.69, 2000.0),
    "Pul-e Hisar": ("gn:1464922", "P.PPL", 69.471, 35.618, 2000.0),
    "Salang": ("geomap:salang-pass", "T.PASS", 69.04, 35.31, 5000.0),
    "Khawak": ("geomap:khawak-pass", "T.PASS", 69.80, 35.66, 9000.0),
    "Anjuman": ("geomap:anjuman-pass", "T.PASS", 70.38, 35.95, 30000.0),
    "Panjshir": ("gn:6957555", "A.ADM1", 69.83, 35.45, 60000.0),
    "Takhar": ("gn:1123230", "A.ADM1", 69.6, 36.6, 80000.0),
    "Badakhshan": ("gn:1147745", "A.ADM1", 71.0, 36.75, 120000.0),
    "Andarab": ("gn:7052857", "A.ADM2", 69.26, 35.63, 12000.0),
    "Afghanistan": ("gn:1149361", "A.PCLI", 66.0, 33.9, 500000.0),
    "Mariupol": ("gn:701822", "P.PPL", 37.5413, 47.0958, 5000.0),
    "Kharkiv": ("gn:706483", "P.PPLA", 36.2527, 49.9808, 5000.0),
    "Kyiv": ("gn:703448", "P.PPLC", 30.5238, 50.4547, 6000.0),
    "Kherson": ("gn:706448", "P.PPLA", 32.6178, 46.6558, 4000.0),
    "Donetsk Oblast": ("gn:709716", "A.ADM1", 37.8, 48.0, 120000.0),
}
PRECISION = {"P": "1/1", "T": "2/2", "A.ADM1": "3/4", "A.ADM2": "2/3", "A.PCLI": "/6"}

# report, publisher, published, then statements: place, type, mode, actor, recipient, start, end,
# status, said_by, words
WARS = {
    "panjshir": [
        (
            "aug20",
            "Gazette after India Today",
            "2021-08-20",
            [
                (
                    "Banu",
                    "COERCE",
                    "seize",
                    "Resistance fighters",
                    "Taliban",
                    "2021-08-20",
                    "2021-08-20",
                    "claimed",
                    "Bismillah Muhammadi",
                    "Resistance fighters said they had taken Banu from the Taliban.",
                ),
                (
                    "Deh-e Salah",
                    "COERCE",
                    "seize",
                    "Resistance fighters",
                    "Taliban",
                    "2021-08-20",
                    "2021-08-20",
                    "claimed",
                    "Bismillah Muhammadi",
                    "Deh Salah fell the same afternoon, according to Muhammadi.",
                ),
                (
                    "Pul-e Hisar",
                    "COERCE",
                    "seize",
                    "Resistance fighters",
                    "Taliban",
                    "2021-08-20",
                    "2021-08-20",
                    "asserted",
                    "",
                    "Pul-e Hisar was in the hands of resistance fighters.",
                ),
            ],
        ),
        (
            "aug22",
            "Gazette after Sputnik",
            "2021-08-22",
            [
                (
                    "Banu",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Resistance",
                    "2021-08-21",
                    "2021-08-22",
                    "reported",
                    "",
                    "The Taliban are reported to be back in Banu.",
                ),
                (
                    "Salang",
                    "COERCE",
                    "blockade",
                    "Resistance",
                    "Taliban",
                    "2021-08-22",
                    "2021-08-22",
                    "contested",
                    "Amrullah Saleh",
                    "Saleh said that the Salang highway was closed by the resistance.",
                ),
            ],
        ),
        (
            "aug23",
            "Gazette after TASS",
            "2021-08-23",
            [
                (
                    "Panjshir",
                    "COERCE",
                    "blockade",
                    "Taliban",
                    "Resistance",
                    "2021-08-23",
                    "2021-08-23",
                    "claimed",
                    "Zabihullah Mujahid",
                    (
                        "Panjshir is surrounded from three directions, from Badakhshan, "
                        "Takhar and Andarab, Mujahid said."
                    ),
                ),
                (
                    "Salang",
                    "COERCE",
                    "blockade",
                    "Resistance",
                    "Taliban",
                    "2021-08-22",
                    "2021-08-23",
                    "denied",
                    "Zabihullah Mujahid",
                    "The Salang tunnel is open, Mujahid said.",
                ),
                (
                    "Anjuman",
                    "MOBILIZE",
                    "troops",
                    "Taliban",
                    "",
                    "2021-08-23",
                    "2021-08-23",
                    "claimed",
                    "Zabihullah Mujahid",
                    "Fighters were moving towards Anjuman.",
                ),
            ],
        ),
        (
            "aug24",
            "Gazette after AFP",
            "2021-08-24",
            [
                (
                    "Andarab",
                    "COERCE",
                    "restrict",
                    "Taliban",
                    "civilians",
                    "2021-08-23",
                    "2021-08-24",
                    "claimed",
                    "Amrullah Saleh",
                    "Food and fuel are not getting into the Andarab valley, Saleh said.",
                ),
                (
                    "Panjshir",
                    "MOBILIZE",
                    "militia",
                    "Resistance",
                    "",
                    "2021-08-20",
                    "2021-08-24",
                    "observed",
                    "",
                    "Fighters fire a heavy machine gun into a deep valley in Panjshir.",
                ),
                (
                    "Kabul",
                    "CONSULT",
                    "",
                    "Taliban",
                    "Resistance",
                    "2021-08-24",
                    "2021-08-24",
                    "asserted",
                    "",
                    "Talks with the Taliban went on in Kabul.",
                ),
                (
                    "Kabul",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Afghan government",
                    "2021-08-15",
                    "2021-08-15",
                    "asserted",
                    "",
                    "The Taliban took Kabul nine days ago.",
                ),
                (
                    "Panjshir",
                    "ASSAULT",
                    "",
                    "Soviet forces",
                    "Resistance",
                    "1979-01-01",
                    "1989-12-31",
                    "historical",
                    "",
                    "The valley was never taken by Soviet forces.",
                ),
                (
                    "Panjshir",
                    "ASSAULT",
                    "",
                    "Taliban",
                    "Resistance",
                    None,
                    None,
                    "conditional",
                    "",
                    "The fighters expect a Taliban assault on the valley.",
                ),
            ],
        ),
        (
            "sep02",
            "Gazette after LWJ",
            "2021-09-02",
            [
                (
                    "Gulbahar",
                    "ASSAULT",
                    "",
                    "Taliban",
                    "Resistance",
                    "2021-09-01",
                    "2021-09-02",
                    "claimed",
                    "NRF source",
                    "Taliban fighters are coming in from the south through Gulbahar.",
                ),
                (
                    "Khawak",
                    "ASSAULT",
                    "",
                    "Taliban",
                    "Resistance",
                    "2021-08-31",
                    "2021-09-01",
                    "reported",
                    "",
                    "Clashes are reported near the Khawak pass.",
                ),
                (
                    "Anaba",
                    "RETREAT",
                    "flee",
                    "civilians",
                    "",
                    "2021-09-02",
                    "2021-09-02",
                    "observed",
                    "",
                    "Families were leaving Anaba on foot.",
                ),
            ],
        ),
        (
            "sep06",
            "Gazette after Al Jazeera",
            "2021-09-06",
            [
                (
                    "Panjshir",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Resistance",
                    "2021-09-06",
                    "2021-09-06",
                    "contested",
                    "Taliban",
                    "The Taliban said that they had completely captured Panjshir.",
                ),
                (
                    "Panjshir",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Resistance",
                    "2021-09-06",
                    "2021-09-06",
                    "denied",
                    "National Resistance Front",
                    "The National Resistance Front denied the claim.",
                ),
                (
                    "Bazarak",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Resistance",
                    "2021-09-05",
                    "2021-09-06",
                    "contested",
                    "Taliban",
                    "Bazarak is ours, a Taliban spokesman said.",
                ),
                (
                    "Bazarak",
                    "COERCE",
                    "seize",
                    "Taliban",
                    "Resistance",
                    "2021-09-05",
                    "2021-09-06",
                    "denied",
                    "Fahim Dashti",
                    "Dashti denied that Bazarak had fallen.",
                ),
                (
                    "Afghanistan",
                    "ACCUSE",
                    "",
                    "Resistance",
                    "Taliban",
                    "2021-09-06",
                    "2021-09-06",
                    "claimed",
                    "Ahmad Massoud",
                    "Massoud called for a rising all over Afghanistan.",
                ),
                (
                    "",
                    "REJECT",
                    "",
                    "Ahmad Massoud",
                    "Taliban",
                    "2021-09-06",
                    "2021-09-06",
                    "claimed",
                    "Ahmad Massoud",
                    "Surrender is not a word that I use, Massoud said.",
                ),
            ],
        ),
    ],
    "ukraine": [
        (
            "mar02",
            "Gazette of the South",
            "2022-03-02",
            [
                (
                    "Kherson",
                    "COERCE",
                    "seize",
                    "Russian forces",
                    "Ukraine",
                    "2022-03-02",
                    "2022-03-02",
                    "contested",
                    "Russia",
                    "Russia said that it held Kherson; the mayor denied it.",
                ),
                (
                    "Mariupol",
                    "COERCE",
                    "siege",
                    "Russian forces",
                    "Ukraine",
                    "2022-03-01",
                    "2022-03-02",
                    "claimed",
                    "Donetsk officials",
                    "Mariupol was said to be encircled.",
                ),
                (
                    "Kharkiv",
                    "ASSAULT",
                    "artillery",
                    "Russian forces",
                    "civilians",
                    "2022-03-01",
                    "2022-03-01",
                    "observed",
                    "",
                    "Rockets struck a square in Kharkiv.",
                ),
            ],
        ),
        (
            "mar16",
            "Gazette of the North",
            "2022-03-16",
            [
                (
                    "Mariupol",
                    "ASSAULT",
                    "aerial",
                    "Russian forces",
                    "civilians",
                    "2022-03-16",
                    "2022-03-16",
                    "claimed",
                    "Ukraine",
                    "Ukraine said that a theatre was bombed.",
                ),
                (
                    "Kyiv",
                    "MOBILIZE",
                    "troops",
                    "Ukraine",
                    "",
                    "2022-03-14",
                    "2022-03-16",
                    "asserted",
                    "",
                    "Ukrainian troops dug in around Kyiv.",
                ),
                (
                    "Donetsk Oblast",
                    "RETREAT",
                    "flee",
                    "civilians",
                    "",
                    "2022-03-10",
                    "2022-03-16",
                    "reported",
                    "",
                    "Thousands are reported to have left the region.",
                ),
            ],
        ),
    ],
}


def small(war="panjshir"):
    """An atlas of one war."""
    rows = {name: [] for name in SCHEMAS}
    events = {}
    for report_id, publisher, day, statements in WARS[war]:
        text = "\n".join(s[-1] for s in statements)
        rows["sources"].append(_source(report_id, publisher, day, len(text)))
        at = 0
        for i, s in enumerate(statements):
            _add(rows, events, report_id, day, at, i, s)
            at += len(s[-1]) + 1
    for event_id, found in sorted(events.items()):
        rows["events"].append(found | {"event_id": event_id})
    if war == "panjshir":
        rows["claims"] = _claims(rows["statements"])
    return Atlas(**{name: table(name, found) for name, found in rows.items()})


def _source(report_id, publisher, day, n):
    return {
        "report_id": report_id,
        "title": f"Dispatch of {day}",
        "publisher": publisher,
        "url": f"https://example.org/{report_id}",
        "published": pd.Timestamp(day),
        "sha256": "0" * 64,
        "links": "",
        "n_chars": n,
        "n_repeated": 0,
        "geometry": None,
    }


def _add(rows, events, report_id, day, at, i, s):
    place, kind, mode, actor, recipient, start, end, status, said_by, words = s
    where = PLACES.get(place)
    point = Point(where[2], where[3]) if where else None
    event_id = f"ev-{place}-{kind}-{mode}-{actor.split()[0] if actor else ''}-{end}"
    when = {
        "when_start": pd.Timestamp(start) if start else None,
        "when_end": pd.Timestamp(end) if end else None,
        "time_precision": "day",
    }
    common = {
        "event_type": kind,
        "event_mode": mode,
        "place": place,
        "place_id": where[0] if where else "",
        "status": status,
        "uncertainty_m": where[4] if where else None,
        "geometry": point,
        **when,
    }
    rows["statements"].append(
        common
        | {
            "statement_id": f"{report_id}/s{i}",
            "report_id": report_id,
            "start": at,
            "end": at + len(words),
            "text": words,
            "event_id": event_id,
            "actor": actor,
            "recipient": recipient,
            "said_by": said_by,
            "cue": "said" if said_by else "",
            "said_when_start": pd.Timestamp(day) if said_by else None,
            "said_when_end": pd.Timestamp(day) if said_by else None,
            "polarity": "denied" if status == "denied" else "affirmed",
            "certainty": "possible" if status == "conditional" else "certain",
        }
    )
    known = events.get(event_id)
    if known:
        known |= {
            "n_statements": known["n_statements"] + 1,
            "status": "contested" if {known["status"], status} & {"denied"} else known["status"],
        }
    else:
        code = next(
            (
                v
                for k, v in sorted(PRECISION.items(), reverse=True)
                if where and where[1].startswith(k)
            ),
            "",
        )
        events[event_id] = common | {
            "acled_type": "",
            "actor": actor,
            "recipient": recipient,
            "geo_precision": code,
            "n_sources": 1,
            "n_statements": 1,
            "first_reported": pd.Timestamp(day),
        }
    for j, (name, spot) in enumerate(PLACES.items()):
        if (found := words.find(name)) >= 0:
            rows["mentions"].append(
                {
                    "mention_id": f"{report_id}/m{i}-{j}",
                    "report_id": report_id,
                    "start": at + found,
                    "end": at + found + len(name),
                    "text": name,
                    "sentence": words,
                    "role": "event place" if name == place else "other place",
                    "place_id": spot[0],
                    "name": name,
                    "kind": spot[1],
                    "country": "AF",
                    "probability": 0.93,
                    "alternatives": '[["gn:1", "Another", 0.2]]',
                    "reason": "",
                    "explanation": "in the country of the story",
                    "uncertainty_m": spot[4],
                    "geometry": Point(spot[2], spot[3]),
                }
            )


_PANJSHIR = Siege(
    target="Panjshir",
    target_id="gn:6957555",
    by="Taliban fighters",
    claimant="Zabihullah Mujahid",
    post="Taliban spokesman",
    degree=Degree.SIDES,
    count=3,
    positions=(
        Position(name="Badakhshan", place_id="gn:1147745", bearing_deg=39.5, km=231.2, fits=True),
        Position(name="Takhar", place_id="gn:1123230", bearing_deg=349.0, km=140.0, fits=True),
        Position(name="Andarab", place_id="gn:7052857", bearing_deg=295.0, km=52.0, fits=True),
    ),
    said_on="2021-08-23",
)


def _claims(statements):
    siege = next(s for s in statements if "surrounded" in s["text"])
    span = {k: siege[k] for k in ("report_id", "start", "end", "text", "said_by")}
    return [
        span
        | {
            "claim_id": "c1",
            "relation": "surrounded",
            "subject": "Panjshir",
            "object": "Badakhshan, Takhar, Andarab",
            "subject_id": "gn:6957555",
            "object_id": "",
            "position_ids": '["gn:1147745", "gn:1123230", "gn:7052857"]',
            "siege": _PANJSHIR.to_json(),
            "value": "3",
            "unit": "sides",
            "measured": "2 of 4 sides; widest gap 210°",
            "probability": 0.06,
            "interval_low": 1.0,
            "interval_high": 2.0,
            "verdict": "contradicted",
            "why": "the named positions all lie on the northern half",
            "geometry": None,
        },
        {
            "claim_id": "c2",
            "report_id": "aug24",
            "start": 0,
            "end": 40,
            "text": "the valley begins around 80 kilometers north of Kabul",
            "relation": "distance",
            "subject": "Panjshir valley",
            "object": "Kabul",
            "subject_id": "geomap:panjshir-valley",
            "object_id": "gn:1138958",
            "value": "80",
            "unit": "km",
            "said_by": "",
            "measured": "71.5 km to the mouth, bearing 9°",
            "probability": 0.72,
            "interval_low": 70.0,
            "interval_high": 90.0,
            "verdict": "undetermined",
            "why": "within the figure's precision for the mouth",
            "geometry": None,
        },
    ]


def large(n, seed=7):
    """An atlas of n events with one statement each, spread over a country."""
    draw = np.random.default_rng(seed)
    lon, lat = draw.normal(69.2, 1.2, n).round(5), draw.normal(34.9, 0.8, n).round(5)
    kinds = draw.choice(["ASSAULT", "COERCE", "MOBILIZE", "CONSULT", "AID", "RETREAT"], n)
    status = draw.choice(["asserted", "claimed", "contested", "denied", "reported", "observed"], n)
    actor = draw.choice(["Taliban", "Resistance", "Islamic State", "civilians", ""], n)
    day = pd.Timestamp("2021-01-01") + pd.to_timedelta(draw.integers(0, 365, n), unit="D")
    plain = (
        "the convoy fighters road village north troops said clashes near bridge captured "
        "attacked residents fled valley district overnight army police commander"
    )
    words = np.array(plain.split())
    text = [" ".join(row) for row in words[draw.integers(0, len(words), (n, 16))]]
    ids = [f"ev-{i:06d}" for i in range(n)]
    points = [Point(x, y) for x, y in zip(lon, lat, strict=True)]
    reports = [f"report-{i:03d}" for i in range(40)]
    common = {
        "event_type": kinds,
        "event_mode": "",
        "place": "",
        "place_id": "",
        "when_start": day,
        "when_end": day,
        "time_precision": "day",
        "place_basis": "stated",
        "when_basis": "stated",
        **dict.fromkeys(TOLLS),
        "status": status,
        "uncertainty_m": draw.choice([1000.0, 8000.0, 40000.0], n, p=[0.7, 0.25, 0.05]),
        "geometry": points,
    }
    place = draw.choice([f"Village {i}" for i in range(900)], n)
    frames = {
        "events": pd.DataFrame(
            common
            | {
                "event_id": ids,
                "place": place,
                "acled_type": "Battles",
                "actor": actor,
                "recipient": "",
                "toll": "",
                "geo_precision": "1/1",
                "n_sources": 1,
                "n_statements": 1,
                "first_reported": day,
            }
        ),
        "statements": pd.DataFrame(
            common
            | {
                "statement_id": [f"st-{i:06d}" for i in range(n)],
                "report_id": draw.choice(reports, n),
                "start": np.arange(n) * 3,
                "end": np.arange(n) * 3 + 100,
                "text": text,
                "event_id": ids,
                "place": place,
                "actor": actor,
                "recipient": "",
                "said_by": draw.choice(["", "Mujahid", "Saleh"], n),
                "said_when_start": pd.NaT,
                "said_when_end": pd.NaT,
                "cue": "said",
                "polarity": "affirmed",
                "certainty": "certain",
            }
        ),
    }
    import geopandas as gpd

    tables = {name: table(name, []) for name in ("mentions", "claims")}
    tables["sources"] = table(
        "sources", [_source(r, "Gazette", "2021-12-31", 4000) for r in reports]
    )
    for name, frame in frames.items():
        schema = SCHEMAS[name]
        whole = frame.assign(probability=float("nan"))
        made = gpd.GeoDataFrame(whole, geometry="geometry", crs="EPSG:4326")
        for column, dtype in schema.columns.items():
            if dtype not in {"geometry", "str"}:
                made[column] = made[column].astype(dtype)
        tables[name] = made[[schema.index, *schema.columns]].set_index(schema.index)
    return Atlas(**tables)


HOSTILE = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    '<img src=x onerror="window.pwned=3">',
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# note #}",
    "{{ this.get_root() }}",
    "${window.pwned=4}",
    "`backticks`",
    "\"quotes\" and 'apostrophes'",
    "line\u2028separator\u2029here",
    "\u202ertl override\u202c",
    "javascript:window.pwned=5",
    "<!--",
    "]]>",
    "\\u003c\\",
    "&lt;b&gt;&amp;",
    "\x00\x07",
    "پنجشیر",
    "\r\nnew\rline",
)


def hostile():
    """An atlas with hostile text in every field of every table."""
    rows = {name: [] for name in SCHEMAS}
    for i, bad in enumerate([*HOSTILE, "x" * 1_000_000]):
        spot = Point(69 + i * 0.05, 35 + (i % 5) * 0.1)
        for name, schema in SCHEMAS.items():
            row = {schema.index: f"{i:02d}{bad}"}
            for column, dtype in schema.columns.items():
                row[column] = {
                    "str": bad,
                    "Int64": i,
                    "float64": 0.5,
                    "datetime64[s]": pd.Timestamp("2021-09-01"),
                    "geometry": spot,
                }[dtype]
            if name in {"statements", "events"}:
                row |= {"event_id": f"{i:02d}{bad}", "status": "claimed" if i % 2 else bad}
            rows[name].append(row)
    lost = [Loss(what=bad, where=bad, why=bad, parts=(bad,)) for bad in HOSTILE]
    return Atlas(**{name: table(name, found) for name, found in rows.items()}, lost=tuple(lost))

"""A file of own events shaped as ACLED's public exports, of wars that nobody fought.

    python benchmarks/made_events.py FILE.csv 1000000  # or FILE.geojson

Ten years, every continent, places that come again and again as those of real files do: few have
thousands of events, most have few. The same number and seed give the same file.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from geomap.gazetteer import open_gazetteer

CHUNK = 100_000
FIRST, DAYS = "2015-01-01", 3_652
KINDS = pd.DataFrame(
    [
        ("Battles", "Armed clash", "Political violence", "rebels", "state", 0.17, 1.2),
        ("Battles", "Non-state actor overtakes territory", "Political violence", "rebels", "state",
         0.01, 4.0),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Political violence",
         "state", "rebels", 0.16, 0.4),
        ("Explosions/Remote violence", "Air/drone strike", "Political violence", "state", "rebels",
         0.10, 1.0),
        ("Explosions/Remote violence", "Remote explosive/landmine/IED", "Political violence",
         "rebels", "state", 0.05, 0.8),
        ("Violence against civilians", "Attack", "Political violence", "militia", "civilians",
         0.12, 0.9),
        ("Violence against civilians", "Abduction/forced disappearance", "Political violence",
         "rebels", "civilians", 0.03, 0.0),
        ("Protests", "Peaceful protest", "Demonstrations", "protesters", "", 0.24, 0.0),
        ("Protests", "Protest with intervention", "Demonstrations", "protesters", "state", 0.03,
         0.0),
        ("Riots", "Violent demonstration", "Demonstrations", "rioters", "state", 0.04, 0.1),
        ("Riots", "Mob violence", "Political violence", "rioters", "civilians", 0.02, 0.2),
        ("Strategic developments", "Looting/property destruction", "Strategic developments",
         "rebels", "", 0.015, 0.0),
        ("Strategic developments", "Agreement", "Strategic developments", "state", "rebels", 0.005,
         0.0),
        ("Strategic developments", "Change to group/activity", "Strategic developments", "rebels",
         "", 0.01, 0.0),
    ],
    columns=["event_type", "sub_event_type", "disorder_type", "one", "two", "share", "dead"],
)  # fmt: skip
GROUPS = {
    "state": "State forces", "rebels": "Rebel group", "militia": "Political militia",
    "protesters": "Protesters", "rioters": "Rioters", "civilians": "Civilians", "": "",
}  # fmt: skip
FRONTS = ("River Brigade", "Northern Column", "Dawn Front", "Council of the Hills")
WORDS = [
    "residents", "road", "market", "bridge", "district", "north", "south", "convoy",
    "houses", "wounded", "soldiers", "night", "patrol", "checkpoint", "clash", "river",
    "school", "reported", "local", "sources", "families", "police", "forces", "position",
    "village",
]  # fmt: skip


def places(per_window: int = 400) -> pd.DataFrame:
    """Towns of the shipped gazetteer all over the world, with their countries' own names."""
    gazetteer = open_gazetteer()
    found = []
    for west in range(-180, 180, 10):
        for south in range(-60, 75, 9):
            window = (west, south, west + 10, south + 9)
            found.append(gazetteer.places_within(window, limit=per_window))
    frame = pd.concat(found).drop_duplicates("place_id")
    lands = gazetteer.divisions((-180, -90, 180, 90), level=0)
    names = dict(zip(lands["country"], lands["name"], strict=True))
    frame = frame.assign(land=frame["country"].map(names)).dropna(subset="land")
    return frame[frame["kind"].str.startswith("P.")].sort_values("place_id", ignore_index=True)


def rows(number: int, *, seed: int = 16) -> pd.DataFrame:
    """So many events with ACLED's columns."""
    draw = np.random.default_rng([seed, number])
    towns = places()
    lands = sorted(towns["land"].unique())
    weight = dict(zip(lands, draw.pareto(0.9, len(lands)).clip(0, 6) + 0.02, strict=True))
    chance = draw.pareto(0.7, len(towns)).clip(0, 900) + 0.02
    chance *= towns["land"].map(weight).to_numpy()
    at = draw.choice(len(towns), number, p=chance / chance.sum())
    here = towns.iloc[at]
    kind = KINDS.iloc[draw.choice(len(KINDS), number, p=KINDS["share"] / KINDS["share"].sum())]
    land, dead = here["land"].to_numpy(), draw.poisson(kind["dead"].to_numpy())
    dead = np.where(draw.random(number) < 0.03, dead * draw.integers(3, 30, number), dead)
    day = pd.Timestamp(FIRST) + pd.to_timedelta(np.sort(draw.integers(0, DAYS, number)), unit="D")
    one, two = (_actors(kind[side].to_numpy(), land, draw) for side in ("one", "two"))
    inter = [kind[side].map(GROUPS).to_numpy() for side in ("one", "two")]
    near = draw.random(number) < 0.2
    x, y = (np.round(f(here.geometry), 4) for f in (lambda g: g.x, lambda g: g.y))
    tail = np.array(WORDS)[draw.integers(0, len(WORDS), (number, 8))]
    told = day.strftime("On %Y-%m-%d, ").to_numpy(dtype=object)
    code = pd.Series(land).str.upper().str.replace(r"[^A-Z]", "", regex=True).str[:3]
    notes = told + one + " " + kind["sub_event_type"].str.lower().to_numpy() + " in "
    notes = (
        notes
        + here["name"].to_numpy()
        + ": "
        + _joined(tail)
        + ", "
        + dead.astype(str)
        + " killed."
    )
    return pd.DataFrame(
        {
            "event_id_cnty": code.to_numpy() + np.arange(1, number + 1).astype(str).astype(object),
            "event_date": day.strftime("%Y-%m-%d"),
            "year": day.year,
            "time_precision": draw.choice([1, 2, 3], number, p=[0.9, 0.08, 0.02]),
            "disorder_type": kind["disorder_type"].to_numpy(),
            "event_type": kind["event_type"].to_numpy(),
            "sub_event_type": kind["sub_event_type"].to_numpy(),
            "actor1": one,
            "assoc_actor_1": "",
            "inter1": inter[0],
            "actor2": two,
            "assoc_actor_2": "",
            "inter2": inter[1],
            "interaction": [f"{a}-{b}" if b else f"{a} only" for a, b in zip(*inter, strict=True)],
            "civilian_targeting": np.where(inter[1] == "Civilians", "Civilian targeting", ""),
            "iso": pd.factorize(land, sort=True)[0],
            "region": "",
            "country": land,
            "admin1": "",
            "admin2": "",
            "admin3": "",
            "location": here["name"].to_numpy(),
            "latitude": y.to_numpy(),
            "longitude": x.to_numpy(),
            "geo_precision": np.where(near, 2, 1),
            "source": draw.choice(["Desk A", "Desk B; Desk C", "Local radio", "Wire"], number),
            "source_scale": "National",
            "notes": notes,
            "fatalities": dead,
            "tags": "",
            "timestamp": 1_700_000_000 + draw.integers(0, 10**7, number),
        }
    )


def _joined(words: np.ndarray) -> np.ndarray:
    whole = words[:, 0].astype(object)
    for column in words.T[1:]:
        whole = whole + " " + column.astype(object)
    return whole


def _actors(role: np.ndarray, land: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Who acts, by role and country: of rebels and militias each country has several."""
    which = draw.choice(4, len(role), p=[0.5, 0.25, 0.15, 0.1])
    named = {
        "state": "Military Forces of " + land + " (2014-)",
        "rebels": np.array(FRONTS, dtype=object)[which] + " (" + land + ")",
        "militia": "Unidentified Armed Group (" + land + ")",
        "protesters": "Protesters (" + land + ")",
        "rioters": "Rioters (" + land + ")",
        "civilians": "Civilians (" + land + ")",
    }  # fmt: skip
    found = np.full(len(role), "", dtype=object)
    for name, actors in named.items():
        found = np.where(role == name, actors, found)
    return found


def write(path: Path, number: int) -> Path:
    """Write a file of so many events, CSV or GeoJSON by its suffix."""
    made = rows(number)
    if path.suffix == ".csv":
        made.to_csv(path, index=False)
    else:
        _write_features(made, path)
    return path


def _write_features(made: pd.DataFrame, path: Path) -> None:
    """One feature a line, as GDAL and with it most tools write them; cells are its properties."""
    values = zip(*(made[name].tolist() for name in made), strict=True)
    with path.open("w", encoding="utf-8") as file:
        joint = '{"type": "FeatureCollection", "features": [\n'
        for row in values:
            told = dict(zip(made.columns, row, strict=True))
            point = {"type": "Point", "coordinates": [told["longitude"], told["latitude"]]}
            feature = {"type": "Feature", "properties": told, "geometry": point}
            file.write(joint + json.dumps(feature, ensure_ascii=False))
            joint = ",\n"
        file.write("\n]}\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

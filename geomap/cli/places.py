"""Commands about places: geocode, distance, gazetteer."""

from typing import Annotated, Any

import typer

from geomap.cli import imports
from geomap.cli.console import note, print_json, print_table, say
from geomap.cli.options import Agent, AsJson, Given, Places, Provider, ProviderOptions, base
from geomap.errors import UnknownPlaceError

Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="place names, any script")]

Country = Annotated[
    str | None, typer.Option(help="only places of this country: AF, AFG or Afghanistan")
]
Near = Annotated[str | None, typer.Option(help="rather what is near a place, or LON,LAT")]

gazetteer = typer.Typer(
    help="The shipped gazetteer, and what you import beside it.", no_args_is_help=True
)
gazetteer.command(name="import")(imports.import_places)
gazetteer.command(name="list")(imports.listed)
gazetteer.command()(imports.remove)


def geocode(
    names: Names,
    *,
    country: Country = None,
    near: Near = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="candidates a name")] = 1,
    places: Places = None,
    provider: Provider = None,
    user_agent: Agent = None,
    provider_option: ProviderOptions = None,
    as_json: AsJson = False,
) -> None:
    """Find places by name; the first candidate is the best."""
    from geomap import pipeline
    from geomap.gazetteer import open_gazetteer

    online = Given(
        places=places, provider=provider, user_agent=user_agent, provider_options=provider_option
    )
    settings = online.settings()
    found = pipeline.geocode(names, country=country, near=near, limit=limit, settings=settings)
    rows = [_row(record, open_gazetteer(settings)) for record in found.to_dict("records")]
    if as_json:
        print_json(rows)
        return
    columns = ["query", "name", "kind", "country", "admin1", "lon", "lat", "area_km2", "score"]
    print_table(rows, [*columns, "place_id"])
    for row in rows:
        if row.get("guess"):
            note(f"{row['query']}: {row['guess']}")
    if missing := [row["query"] for row in rows if not row["rank"]]:
        raise UnknownPlaceError(f"not in the gazetteer: {', '.join(name[:80] for name in missing)}")


def distance(
    origin: Annotated[str, typer.Argument(metavar="A")],
    target: Annotated[str, typer.Argument(metavar="B")],
    *,
    country: Country = None,
    near: Near = None,
    places: Places = None,
    as_json: AsJson = False,
) -> None:
    """Measure the straight line from A to B: km, bearing, compass word, uncertainty.

    A and B are names ("Paris, Texas") or LON,LAT; both are read together, as places that are likely
    and close.
    """
    from geomap import pipeline

    settings = Given(places=places).settings()
    found = pipeline.distance(origin, target, country=country, near=near, settings=settings)
    if as_json:
        print_json(_measured(found))
    else:
        say(str(found))


@gazetteer.command()
def info(*, as_json: AsJson = False) -> None:
    """Say what the gazetteer holds, from where, under which licence."""
    from geomap.gazetteer import open_gazetteer

    found = open_gazetteer(base()).info()
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        if isinstance(value, dict):
            rows = [{name: key, "value": item} for key, item in value.items()]
            print_table(rows, [name, "value"])
        else:
            say(f"{name}: {value}")


def _row(record: dict[str, Any], gaz: Any) -> dict[str, Any]:
    from geomap.relations import GEOD

    point = record.pop("geometry")
    if not record["rank"]:
        return {"query": record["query"], "rank": 0, "reason": "not in the gazetteer"}
    if not record["guess"]:
        record.pop("guess")
    area = gaz.area(record["place_id"]) if record.pop("has_area") else None
    if area is None:
        square_km, bounds = None, None
    else:
        square_km = round(abs(GEOD.geometry_area_perimeter(area)[0]) / 1e6, 1)
        bounds = [round(edge, 4) for edge in area.bounds]
    numbers = {"score": round(record["score"], 4), "population": int(record["population"])}
    place = {"lon": round(point.x, 6), "lat": round(point.y, 6)}
    return record | numbers | place | {"area_km2": square_km, "bounds": bounds}


def _measured(found: Any) -> dict[str, Any]:
    other = found.runner_up
    return {
        "from": _end(found.origin),
        "to": _end(found.target),
        "distance_km": round(found.distance_km, 2),
        "bearing_deg": None if found.compass == "" else round(found.bearing_deg, 2),
        "compass": found.compass,
        "uncertainty_km": round(found.uncertainty_km, 2),
        "line": "geodesic on WGS84: straight line, not road",
        "runner_up": None if other is None else _measured(other),
    }


def _end(place: Any) -> dict[str, Any]:
    return {
        "place_id": place.place_id,
        "name": place.name,
        "country": place.country,
        "lon": round(place.lon, 6),
        "lat": round(place.lat, 6),
        "uncertainty_km": round(place.uncertainty_m / 1000, 2),
    }

"""Commands about spatial language: check, locate, encircle."""

from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.cli.console import note, print_json, print_table, records, say, show, track
from geomap.cli.options import AsJson, Given, Paths, Published, Roads, base
from geomap.cli.reports import read as read_atlas
from geomap.errors import InputError


def check(
    paths: Paths, *, published: Published = None, roads: Roads = None, as_json: AsJson = False
) -> None:
    """Hold every spatial statement of reports against geography: a verdict and its numbers."""
    from geomap import claims

    found = read_atlas(paths, Given(published=published), roads=roads).claims.sort_values(
        ["report_id", "start", "end", "relation"]
    )
    conflicts = claims.side_by_side(found)
    if as_json:
        print_json({"claims": records(found), "side_by_side": records(conflicts)})
        return
    print_table(records(found), ["text", "said_by", "measured", "probability", "verdict", "why"])
    if len(conflicts):
        rows = records(conflicts)
        print_table(rows, [name for name in rows[0] if name not in _HIDDEN], title="side by side")


def coverage(
    paths: Paths,
    *,
    published: Published = None,
    every: Annotated[bool, typer.Option("--sentences", help="list the sentences too")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what became of every sentence of reports, and so what the map leaves out."""
    from geomap import pipeline, reports
    from geomap.pipeline.coverage import coverage as measured

    found, lost = reports.read(paths)
    tools = pipeline.open_tools(base())
    dated = pipeline.with_day(found, published)
    read = [pipeline.try_one(one, tools) for one in track(dated, len(dated))]
    for loss in [*lost, *(loss for one in read for loss in one.lost)]:
        note(f"lost: {loss}")
    told = [measured(one, settings=tools.settings) for one in read]
    rows: list[dict[str, Any]] = [{"report": one.report_id, **one.counts} for one in told]
    sentences = [
        {"report": one.report_id, "fate": str(each.fate), "why": each.why, "text": each.text}
        for one in told
        for each in one.sentences
    ]
    if as_json:
        print_json({"reports": rows, "sentences": sentences})
        return
    sums = (
        {name: sum(row[name] for row in rows) for name in rows[0] if name != "report"}
        if rows
        else {}
    )
    print_table([*rows, {"report": "in all"} | sums], ["report", *sums])
    if every:
        print_table(sentences, ["report", "fate", "why", "text"])


def locate(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help='such as "33 km S of Jurm, Afghanistan"')
    ] = None,
    *,
    batch: Annotated[
        Path | None, typer.Option(help="CSV with columns text,lon,lat to measure against")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Turn an expression of place into an area with its uncertainty."""
    if (text is None) == (batch is None):
        raise InputError("expected an expression of place, or --batch FILE.csv")
    from geomap import locating

    if batch is not None:
        from geomap import terrain
        from geomap.evaluation import locate as evaluation
        from geomap.gazetteer import open_gazetteer

        score = evaluation.batch(batch, open_gazetteer(base()), terrain=terrain.load())
        show(score, as_json=as_json)
        return
    found = locating.locate(str(text), settings=base()).to_dict()
    if as_json:
        print_json(found)
    else:
        say(_located(found))


def encircle(
    target: Annotated[str, typer.Argument(metavar="TARGET")],
    *,
    by: Annotated[list[str], typer.Option(help="a reported position; repeat for each")],
    sides: Annotated[int | None, typer.Option(min=1, max=4, help="sides that are claimed")] = None,
    exits: Annotated[bool, typer.Option("--exits", help="measure which ways out are cut")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how reported positions surround a target, with probabilities and chance beside."""
    from geomap import encirclement, terrain
    from geomap.gazetteer import open_gazetteer

    found = encirclement.encircle(
        target,
        by,
        gazetteer=open_gazetteer(base()),
        sides=sides,
        exits=exits,
        terrain=terrain.load(),
    )
    show(found, as_json=as_json)


_HIDDEN = frozenset({"lon", "lat", "report_id", "start", "end"})


def _located(found: dict[str, Any]) -> str:
    return (
        f"{found['text']}: {found['lat']:.3f} N, {found['lon']:.3f} E "
        f"± {found['uncertainty_m'] / 1000:.1f} km, {found['area_km2']:.0f} square km\n"
        f"{found['why']}"
    )

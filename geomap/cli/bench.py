"""Commands that measure: bench toponyms, statements, events and spatial; and explain-status."""

from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.cli.console import note, print_json, print_table, say, track
from geomap.cli.options import AsJson

Texts = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="where the annotated reports lie")
]
bench = typer.Typer(help="Measure against gold corpora.", no_args_is_help=False)


@bench.command()
def toponyms(
    corpora: Annotated[
        list[Path], typer.Argument(metavar="CORPUS...", help="LGL, TR-News or GeoWebNews")
    ],
    *,
    weights: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="weights that were trained without one corpus each"),
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="only the shipped weights, seen corpus or not")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score recognition and resolution of place mentions, in the field's own measures.

    Each corpus is measured with the weights that saw the fewest of its articles: those that ship,
    or those of --weights, by default of a checkout's benchmarks/weights.
    """
    from geomap.evaluation import toponyms as evaluation

    folder = None if shipped else weights or evaluation.LEAVE_ONE_OUT
    found = evaluation.bench(corpora, folder=folder, progress=_bar)
    for line in found.notes():
        note(line)
    if as_json:
        print_json(found.as_dict())
        return
    heading, *rows = found.rows()
    columns = [name or "figure" for name in heading]
    print_table([dict(zip(columns, row, strict=True)) for row in rows], columns)


@bench.command()
def statements(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="annotated reports, each NAME.gold.json")
    ],
    *,
    texts: Texts = None,
    as_json: AsJson = False,
) -> None:
    """Score statements: found, right, who says, status, day, type, with the misses.

    A gold statement is found where a statement shares at least half of each one's span with it and
    has its place, or none where its words name none; a day is right within the gold's days, and a
    longer interval also where it covers them. The strict figures ask for a place wherever the
    report gives one, and for days within the gold's.
    """
    from geomap.evaluation import statements as evaluation

    found = evaluation.bench(gold, texts=texts, progress=_bar)
    _note_what_was_seen(gold)
    if as_json:
        print_json(found)
        return
    for one in found:
        print_table(_figures(one["figures"]), ["figure", "value"], title=f"{one['gold']}")
        for miss in one["misses"]:
            say(f"missed: {miss}")
    if whole := evaluation.total(found):
        print_table(_figures(whole), ["figure", "value"], title=f"all {len(found)} reports")


@bench.command()
def events(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="annotated events, each NAME.events.json"),
    ],
    *,
    texts: Texts = None,
    as_json: AsJson = False,
) -> None:
    """Score the events table: place and type, day, duplicates, and drawn points in a wrong place.

    A row is right where its type is one of the gold's and its place is named there, or lies within
    a gold point's radius. What lacks, what is too much and each wrong point are printed.
    """
    from geomap.evaluation import events as evaluation

    found = evaluation.bench(gold, texts=texts, progress=_bar)
    _note_what_was_seen(gold)
    if as_json:
        print_json(found)
        return
    for one in found:
        print_table(_figures(one["figures"]), ["figure", "value"], title=f"{one['gold']}")
        for what in ("wrong", "missed", "surplus"):
            for line in one[what]:
                say(f"{what}: {line}")
    if whole := evaluation.total(found):
        print_table(_figures(whole), ["figure", "value"], title=f"all {len(found)} reports")


@bench.command()
def spatial(
    folder: Annotated[
        Path,
        typer.Argument(help="encirclement.json, statements.json, events.json, or some of them"),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Score claimed encirclement, verdicts on spatial statements, and events beside places.

    Each item is a small report. Of an encirclement count target, who says so, sides, positions,
    openings, phase, degree and whether it can be drawn; of statements the verdicts, by what is
    true; of events whether they stand within their radius.
    """
    from geomap.evaluation import spatial as evaluation

    found = evaluation.bench(folder, progress=_bar)
    if as_json:
        print_json(found)
        return
    rows = [
        {"figure": name, "right": right, "of": of, "share": f"{right / of:.2f}"}
        for name, (right, of) in found["figures"].items()
    ]
    print_table(rows, ["figure", "right", "of", "share"], title=f"{folder.name}")
    verdicts = sorted({given for row in found["verdicts"].values() for given in row})
    table = [{"gold": gold} | row for gold, row in found["verdicts"].items()]
    if table:
        filled = [{name: row.get(name, 0) for name in ("gold", *verdicts)} for row in table]
        print_table(filled, ["gold", *verdicts], title="verdicts")
    for line in found["misses"]:
        say(line)


@bench.command()
def languages(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="annotated reports of a language, each CODE.toml"),
    ],
    *,
    kept: Annotated[
        bool, typer.Option("--kept", help="only the reports kept for the last measurement")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score what is read of reports in other languages: places, days, space, statements.

    A place is right where its point lies within the gold's radius, a day where it is the gold's, a
    spatial statement where its relation, value, way and the place it is measured from are.
    """
    from geomap.evaluation import languages as evaluation

    found = evaluation.bench(gold, kept=kept, progress=_bar)
    if as_json:
        print_json(found)
        return
    for one in found:
        print_table(_figures(one["figures"]), ["figure", "value"], title=one["language"])
        for miss in one["misses"]:
            say(miss)


def explain_status(*, as_json: AsJson = False) -> None:
    """Print the rule that gives a statement its status; the first row that applies decides."""
    from dataclasses import asdict

    from geomap.events import STATUS_RULE

    rows = [
        asdict(row) | {"status": row.status.value, "meaning": row.status.definition}
        for row in STATUS_RULE
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, list(rows[0]))


def _note_what_was_seen(gold: list[Path]) -> None:
    from geomap.evaluation import trained_on

    if line := trained_on(gold):
        note(line)


def _figures(figures: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"figure": name, "value": value} for name, value in figures.items()]


def _bar(reports: Any) -> Any:
    known = list(reports)
    return track(known, len(known))

"""Events across many reports: bounded in time, told apart by party and place, in any order."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap import events
from geomap.events import grouping, joining
from geomap.model import (
    EventType,
    Interval,
    Mention,
    Mode,
    Place,
    Report,
    Resolution,
    Role,
    Statement,
    Status,
    TimePrecision,
)

FIRST = date(2022, 3, 1)
TOWNS = [
    Place(place_id=f"t:{n}", name=name, kind="P.PPL", lon=30 + n, lat=10, country="XX", admin1="P")
    for n, name in enumerate(("Alba", "Berra", "Corvo"))
]
PROVINCE = Place(
    place_id="t:p",
    name="P",
    kind="A.ADM1",
    lon=31,
    lat=10,
    country="XX",
    admin1="P",
    uncertainty_m=90_000,
)
ACTORS = ("Northern Front", "River Brigade", "Coastal League", "Hill Army", "Desert Guard", "Lakes")


def told(report, day, *, place=TOWNS[0], actor="Northern Front", start=0, words="shelled", **more):
    """A statement of a report that is published on the day that it tells of."""
    where = place and Resolution(
        mention=Mention(
            report_id=report, start=start + 20, end=start + 24, text=place.name,
            role=Role.EVENT_PLACE,
        ),
        place=place,
    )  # fmt: skip
    when = day and Interval(
        start=day, end=day, precision=TimePrecision.DAY, text="that day", anchor=day
    )
    kind = {"event_type": EventType.ASSAULT, "event_mode": Mode.HEAVY_WEAPONS} | more
    return Statement(
        report_id=report, start=start, end=start + 40, text=f"{actor} {words} it at dawn",
        status=Status.ASSERTED, actor=actor, place=where or None, when=when or None, **kind,
    )  # fmt: skip


def joined(rows, published=FIRST):
    reports = [
        Report(report_id=one, text="", published=published)
        for one in {row.report_id for row in rows}
    ]
    return events.join(reports, rows)[1]


def test_thirty_days_of_shelling_are_thirty_events():
    days = [FIRST + timedelta(days=n) for n in range(30)]
    found = joined([told(f"r{n}-{k}", day) for n, day in enumerate(days) for k in range(3)])
    assert len(found) == 30
    assert sorted(day.date() for day in found["when_start"]) == days
    assert set(found["n_sources"]) == {3}


def test_undated_words_of_thirty_days_make_no_event_longer_than_a_week_and_a_day():
    rows = [told(f"r{n:02}", None) for n in range(30)]
    reports = [
        Report(report_id=f"r{n:02}", text="", published=FIRST + timedelta(days=n))
        for n in range(30)
    ]
    statements, found = events.join(reports, rows)
    assert 3 <= len(found) <= 5
    for _, group in statements.groupby("event_id"):
        numbers = group["report_id"].str[1:].astype(int)
        assert numbers.max() - numbers.min() <= 8


def test_six_parties_at_one_place_make_six_events():
    rows = [
        told(f"r{n}-{actor}", FIRST, actor=actor, words=f"shelled {n}")
        for n in range(20)
        for actor in ACTORS
    ]
    found = joined(rows)
    assert sorted(found["actor"]) == sorted(ACTORS)
    assert set(found["n_statements"]) == {20}


def test_many_parties_at_one_place_are_told_apart_too():
    actors = [
        f"{word} Front" for word in ("Abcde", "Fghij", "Klmno", "Pqrst", "Uvwxy", "Zabcd", "Efghi")
    ]
    rows = [told(f"r{n}-{a}", FIRST, actor=a) for n in range(9) for a in actors]
    assert len(joined(rows)) == len(actors)


def test_a_town_and_its_province_are_one_place_and_two_towns_are_not():
    rows = [told("a", FIRST), told("b", FIRST, place=PROVINCE), told("c", FIRST, place=TOWNS[1])]
    found = joined(rows[:2])
    assert list(found["place"]) == ["Alba"]
    assert len(joined([rows[0], rows[2]])) == 2


def test_who_names_no_place_is_found_by_the_party():
    away = told("b", FIRST, place=None, recipient="Border Guards")
    rows = [told("a", FIRST, recipient="Border Guards"), away]
    assert len(joined(rows)) == 1
    assert len(joined([rows[0], told("b", FIRST, place=None, actor="Lakes")])) == 2


def test_a_report_that_tells_of_two_deeds_keeps_them_apart_whoever_tells_of_one():
    one = told("a", FIRST, actor="Northern Front")
    two = told("a", FIRST, actor="River Brigade", start=4000)
    assert len(joined([one, two])) == 2
    assert len(joined([one, two, told("b", FIRST, actor="")])) == 2


drawn = st.lists(
    st.builds(
        lambda report, day, place, actor, start: told(
            f"r{report}", day and FIRST + timedelta(days=day - 1), place=place, actor=actor,
            start=start * 100,
        ),
        st.integers(0, 5), st.integers(0, 6), st.sampled_from([*TOWNS, PROVINCE, None]),
        st.sampled_from([*ACTORS[:3], ""]), st.integers(0, 5),
    ),
    max_size=24, unique_by=lambda row: (row.report_id, row.start),
)  # fmt: skip


@settings(max_examples=50)
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_changes_nothing_and_no_event_is_longer_than_its_days_allow(rows, draw):
    mixed = list(rows)
    draw.shuffle(mixed)
    reports = [Report(report_id=f"r{n}", text="", published=FIRST) for n in range(6)]
    statements, found = events.join(reports, rows)
    again, other = events.join(list(reversed(reports)), mixed)
    assert statements.equals(again)
    assert found.equals(other)
    assert statements["event_id"].value_counts().to_dict() == found["n_statements"].to_dict()
    for _, group in statements.groupby("event_id"):
        days = sorted(group["when_start"].dropna())
        assert all(b - a <= timedelta(days=1) for a, b in pairwise(days))
        assert not days or days[-1] - days[0] <= timedelta(days=1)
        assert len(set(group["place_id"]) & {place.place_id for place in TOWNS}) <= 1


@settings(max_examples=30)
@given(drawn, st.sets(st.integers(-8, 8), max_size=3))
def test_joining_that_is_stopped_and_gone_on_with_is_the_same(rows, stops):
    reports = {f"r{n}": Report(report_id=f"r{n}", text="", published=FIRST) for n in range(6)}
    apart = [
        event
        for name, report in reports.items()
        for event in events.apart(report, [row for row in rows if row.report_id == name])
    ]
    apart.sort(key=events.order)
    found, begun = [], []
    for stop in [*sorted(FIRST.toordinal() + n for n in stops), None]:
        now = [one for one in apart if stop is None or _begins(one) < stop]
        apart = apart[len(now) :]
        joining = events.Joining(begun)
        found += [*joining.take(now), *joining.closed(stop)]
        begun = joining.begun()
    whole = events.join(list(reports.values()), rows)[1]
    assert {events.id_of(event) for event in found} == set(whole.index)


def _begins(event):
    return min(trait.days for trait in event)[0].toordinal()


@pytest.mark.parametrize("many", [2_000])
def test_twice_as_many_statements_are_compared_at_most_twice_as_often(many, monkeypatch):
    from geomap.events import grouping

    counts = []

    def counted(one, other):
        counts[-1] += 1
        return compared(one, other)

    compared = grouping.evidence
    monkeypatch.setattr(grouping, "evidence", counted)
    for number in (many, 2 * many):
        counts.append(0)
        joined(
            [
                told(f"r{n:05}", FIRST, actor=ACTORS[n % 6], place=TOWNS[n % 3])
                for n in range(number)
            ]
        )
    assert all(b <= 2.1 * a for a, b in pairwise(counts))


def test_an_event_is_given_as_soon_as_no_later_one_can_be_part_of_it():
    taken = []

    def one_a_day():
        for n in range(60):
            day = FIRST + timedelta(days=n)
            report = Report(report_id=f"r{n}", text="", published=day)
            taken.append(n)
            yield from joining.apart(report, [told(f"r{n}", day)])

    next(iter(grouping.across(one_a_day())))
    assert len(taken) < 30

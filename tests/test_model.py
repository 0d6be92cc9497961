"""The words at the borders: codes of events, statuses, precisions, each with its definition."""

import dataclasses
from datetime import date

import pytest

from geomap.errors import DataError
from geomap.events import SUB_EVENTS, persons
from geomap.files.codes import plover
from geomap.maps import encoding
from geomap.model import (
    EVENT_CODES,
    EventCode,
    EventType,
    GeoPrecision,
    Interval,
    Mode,
    Polarity,
    Statement,
    Status,
    Symbol,
    TimePrecision,
    event_code,
)
from geomap.settings import OFFLINE

# what the legend promises under each symbol
PROMISED = {
    Symbol.DIAMOND: [
        "ASSAULT", "ASSAULT firearms", "ASSAULT heavy-weapons", "ASSAULT aerial",
        "ASSAULT explosives", "ASSAULT suicide-attack", "ASSAULT unconventional",
    ],
    Symbol.OCTAGON: ["COERCE siege", "COERCE blockade", "COERCE restrict", "COERCE withhold"],
    Symbol.TRIANGLE: [
        "MOBILIZE", "MOBILIZE troops", "MOBILIZE militia", "MOBILIZE weapons", "RETREAT withdraw",
    ],
    Symbol.SQUARE: ["COERCE seize"],
    Symbol.CIRCLE: [
        "CONSULT", "REQUEST", "THREATEN violence", "ACCUSE allege", "AGREE", "RETREAT ceasefire",
        "REJECT collapse", "PROTEST demo",
    ],
    Symbol.CROSS: [
        "RETREAT flee", "SANCTION expel", "AID humanitarian", "COERCE arrest", "COERCE abduct",
        "ASSAULT kill", "ASSAULT sexual", "ASSAULT beat", "ASSAULT crowd-control",
    ],
}  # fmt: skip
ACLED_SYMBOLS = {
    "Battles": {Symbol.DIAMOND, Symbol.SQUARE},
    "Explosions/Remote violence": {Symbol.DIAMOND},
    "Violence against civilians": {Symbol.CROSS},
    "Protests": {Symbol.CIRCLE, Symbol.CROSS},
    "Riots": {Symbol.CIRCLE},
}


@pytest.mark.parametrize("code", EVENT_CODES.values(), ids=lambda c: f"{c.event_type} {c.mode}")
def test_every_code_has_words_a_symbol_a_definition_and_an_acled_type(code: EventCode):
    assert code.words
    assert code.definition
    assert code.symbol.label
    assert code.symbol.definition
    assert code.sub_event in SUB_EVENTS
    assert encoding.shape(code.event_type, code.mode) == code.symbol
    assert encoding.words(code.event_type, code.mode) == code.words


@pytest.mark.parametrize(("symbol", "codes"), PROMISED.items())
def test_a_symbol_stands_for_what_the_legend_says(symbol, codes):
    drawn = {code: encoding.shape(*code.split()) for code in codes}
    assert set(drawn.values()) == {symbol.value}, drawn


def test_every_type_stands_for_itself_and_every_mode_is_somebodys():
    assert {kind for kind, mode in EVENT_CODES if not mode} == set(EventType)
    assert {mode for _, mode in EVENT_CODES} == set(Mode)


@pytest.mark.parametrize("mode", ["weaponry-control", "killjoy", "cut-price", "seized up"])
def test_an_unknown_mode_is_never_read_by_its_letters(mode):
    for kind in EventType:
        assert event_code(kind, mode) == EVENT_CODES[kind, ""]
        assert encoding.words(kind, mode) == f"{EVENT_CODES[kind, ''].words} ({mode})"


@pytest.mark.parametrize("sub_event", [s for s in SUB_EVENTS if s != "Other"])
def test_every_acled_type_comes_in_as_a_code_of_the_table(sub_event):
    code = EVENT_CODES[plover(SUB_EVENTS[sub_event], sub_event)]
    assert code.symbol in ACLED_SYMBOLS.get(SUB_EVENTS[sub_event], set(Symbol))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"type": "ASSAULT", "mode": "tickle"}, "ASSAULT tickle"),
        ({"type": "YIELD", "mode": ""}, "YIELD"),
        ({"type": "AID", "mode": "seize"}, "AID seize"),
    ],
)
def test_a_cue_of_no_known_code_is_named(given, named, tmp_path):
    head = 'set_phrases = []\nnot_verbs = []\n[[cue]]\nverbs = ["x"]\nnouns = []\n'
    lines = "".join(f'{name} = "{value}"\n' for name, value in given.items())
    (tmp_path / "event_cues.toml").write_text(head + lines + "[classes]\n", encoding="utf-8")
    with pytest.raises(DataError, match=named):
        persons(dataclasses.replace(OFFLINE, data_dir=tmp_path))


def test_every_status_is_said_and_ranked():
    assert all(one.label and one.definition and one.pattern for one in Status)
    assert len({one.rank for one in Status}) == len(Status)
    shown = [one.drawn for one in Status if one.shown]
    assert len(set(shown)) == len(shown)
    assert max(shown) < min(one.drawn for one in Status if not one.shown)


@pytest.mark.parametrize(
    ("days", "word", "acled", "ucdp"),
    [
        (1, "day", 1, 1), (2, "days", 2, 2), (6, "days", 2, 2), (7, "week", 2, 3),
        (8, "month", 3, 4), (31, "month", 3, 4), (32, "year", 3, 5), (366, "year", 3, 5),
        (367, "vague", None, None),
    ],
)  # fmt: skip
def test_time_precision_crosswalk(days, word, acled, ucdp):
    found = TimePrecision.of_days(days)
    assert (found, found.acled, found.ucdp) == (word, acled, ucdp)


def test_place_precision_crosswalk():
    codes = {one.value: one.codes for one in GeoPrecision}
    assert codes == {
        "settlement": "1/1", "near": "2/2", "district": "2/3", "valley": "2/3", "road": "3/5",
        "area": "3/5", "province": "3/4", "country": "/6",
        "abroad": "/7", "": "",
    }  # fmt: skip


def test_a_record_holds_members_and_refuses_unknown_words():
    when = Interval(start=None, end=date(2021, 8, 24), precision="vague")
    assert when.precision is TimePrecision.VAGUE
    with pytest.raises(ValueError, match="fortnight"):
        Interval(start=None, end=None, precision="fortnight")
    one = Statement(
        report_id="r", start=0, end=1, text="x", event_type="ASSAULT", event_mode="aerial",
        status="claimed", polarity="denied",
    )  # fmt: skip
    assert (one.event_type, one.event_mode) == (EventType.ASSAULT, Mode.AERIAL)
    assert (one.status, one.polarity) == (Status.CLAIMED, Polarity.DENIED)
    with pytest.raises(ValueError, match="tickle"):
        dataclasses.replace(one, event_mode="tickle")

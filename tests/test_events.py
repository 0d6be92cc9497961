"""Statements: what is reported, who says it, where, when and how sure; and their joining."""

import re
from datetime import date

import pytest

from geomap import events, pipeline, reports
from geomap.model import (
    SCHEMAS,
    Interval,
    Mention,
    Place,
    Resolution,
    Role,
    Statement,
    Status,
)

DAY = date(2022, 5, 18)  # a Wednesday


def place(name, kind="P.PPL", **more):
    return Place(
        place_id=f"x:{name}", name=name, kind=kind, lon=30.0, lat=10.0, uncertainty_m=2000.0, **more
    )


def resolutions(report, names):
    found = []
    for name, kind in names.items():
        for match in re.finditer(re.escape(name), report.text):
            role = Role.ORIGIN if kind == "origin" else Role.EVENT_PLACE
            mention = Mention(
                report_id=report.report_id,
                start=match.start(),
                end=match.end(),
                text=name,
                role=role,
            )
            there = place(name, "P.PPL" if kind == "origin" else kind)
            found.append(Resolution(mention=mention, place=there, probability=0.9))
    return sorted(found, key=lambda one: one.mention.start)


@pytest.fixture(scope="module")
def read(story):
    def run(text, *, published=DAY, report_id="report", **names):
        report = reports.from_text(text, report_id=report_id, published=published)
        places = {name.replace("_", " "): kind for name, kind in names.items()}
        return events.statements(story(report, resolutions(report, places)))

    return run


def only(found, event_type, mode=None):
    hits = [
        one
        for one in found
        if one.event_type == event_type and (mode is None or one.event_mode == mode)
    ]
    assert hits, [(one.event_type, one.event_mode, one.text) for one in found]
    return hits[0]


def where(one):
    return one.place.mention.text if one.place is not None else None


@pytest.mark.parametrize(
    ("text", "names", "event_type", "mode", "place_name"),
    [
        (
            "Rebels captured the town of Lalibela.",
            {"Lalibela": "P.PPL"},
            "COERCE",
            "seize",
            "Lalibela",
        ),
        (
            "Soldiers shelled Bakhmut on Monday.",
            {"Bakhmut": "P.PPL"},
            "ASSAULT",
            "heavy-weapons",
            "Bakhmut",
        ),
        ("Gunmen killed 12 villagers in Djibo.", {"Djibo": "P.PPL"}, "ASSAULT", "kill", "Djibo"),
        ("The army withdrew from Kherson.", {"Kherson": "P.PPL"}, "RETREAT", "withdraw", "Kherson"),
        (
            "Thousands of people have fled Loikaw.",
            {"Loikaw": "P.PPL"},
            "SANCTION",
            "expel",
            "Loikaw",
        ),
        ("Troops surrounded Mekelle.", {"Mekelle": "P.PPL"}, "COERCE", "restrict", "Mekelle"),
        (
            "Police arrested 20 activists in Yangon.",
            {"Yangon": "P.PPL"},
            "COERCE",
            "arrest",
            "Yangon",
        ),
        (
            "Clashes erupted near El Fasher.",
            {"El Fasher": "P.PPL"},
            "ASSAULT",
            "firearms",
            "El Fasher",
        ),
        (
            "An airstrike destroyed a hospital in Rafah.",
            {"Rafah": "P.PPL"},
            "ASSAULT",
            "aerial",
            "Rafah",
        ),
        (
            "Hundreds of protesters marched through Khartoum.",
            {"Khartoum": "P.PPL"},
            "PROTEST",
            "demo",
            "Khartoum",
        ),
        ("The junta deployed troops to Gao.", {"Gao": "P.PPL"}, "MOBILIZE", "troops", "Gao"),
        (
            "The two sides signed a ceasefire in Jeddah.",
            {"Jeddah": "P.PPL"},
            "AGREE",
            "",
            "Jeddah",
        ),
    ],
)
def test_what_happened_and_where(read, text, names, event_type, mode, place_name):
    one = only(read(text, **names), event_type, mode)
    assert where(one) == place_name
    assert one.status is Status.ASSERTED
    assert one.polarity == "affirmed"


def test_span_quotes_the_report_exactly(read):
    text = (
        "“We took Izium’s centre — all of it,” Colonel Petro Marchenko said. Shells fell on Lyman."
    )
    found = read(text, Izium="P.PPL", Lyman="P.PPL")
    assert found
    assert all(one.text == text[one.start : one.end] for one in found)


def test_place_is_where_it_happened_not_where_it_was_said(read):
    text = (
        "Rebels have captured Goma, a government spokesman told reporters in Kinshasa on Tuesday."
    )
    one = only(read(text, Goma="P.PPL", Kinshasa="P.PPLC"), "COERCE", "seize")
    assert where(one) == "Goma"
    assert "spokesman" in one.said_by
    assert one.said_when.start == date(2022, 5, 17)
    assert one.status is Status.CLAIMED


def test_origin_and_dateline_are_no_event_places(read):
    text = "NAIROBI, Kenya (AP) - Fighters from Mekelle attacked Weldiya on Sunday."
    found = read(text, NAIROBI="P.PPLC", Kenya="A.PCLI", Mekelle="origin", Weldiya="P.PPL")
    assert {where(one) for one in found} == {"Weldiya"}


def test_each_place_of_a_list_has_its_statement(read):
    found = read("Rebels took Goma, Bukavu and Uvira.", Goma="P.PPL", Bukavu="P.PPL", Uvira="P.PPL")
    assert {where(one) for one in found} == {"Goma", "Bukavu", "Uvira"}


def test_the_town_means_the_one_named_before(read):
    text = "Shells fell on Sievierodonetsk.\nRussian forces later entered the city."
    found = read(text, Sievierodonetsk="P.PPL")
    assert where(found[-1]) == "Sievierodonetsk"


@pytest.mark.parametrize(
    ("text", "said_by", "cue"),
    [
        ("Rebels seized Goma, according to the United Nations.", "United Nations", "according to"),
        ("The army said that rebels had seized Goma.", "army", "said"),
        (
            '"Rebels seized Goma yesterday morning," said Colonel Jean Kasongo.',
            "Jean Kasongo",
            "said",
        ),
        ('Mayor Anna Lind said: "Rebels seized Goma during the night."', "Anna Lind", "said"),
        ("“Rebels seized Goma yesterday morning”, Anna Lind tweeted.", "Anna Lind", "tweeted"),
        (
            "‘Rebels seized Goma yesterday morning, and we don’t sleep,’ Anna Lind said.",
            "Anna Lind",
            "said",
        ),
        ("Rebels seized Goma, Anna Lind wrote in an op-ed last week.", "Anna Lind", "wrote"),
    ],
)
def test_who_says_so(read, text, said_by, cue):
    one = only(read(text, Goma="P.PPL"), "COERCE", "seize")
    assert one.said_by.endswith(said_by)
    assert one.cue == cue
    assert one.status is Status.CLAIMED


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker(read):
    text = (
        "“The army is not letting food into Alamata,” Abel Tesfaye said.\n"
        "“Thousands of women have fled to the mountains.”"
    )
    found = read(text, Alamata="P.PPL")
    assert [one.said_by for one in found] == ["Abel Tesfaye", "Abel Tesfaye"]


def test_an_unclosed_quotation_spoils_nothing(read):
    text = "“We will never leave Mariupol, Oleh Moroz said.\nShells hit Kramatorsk on Friday."
    one = only(read(text, Mariupol="P.PPL", Kramatorsk="P.PPL"), "ASSAULT")
    assert one.said_by == ""
    assert where(one) == "Kramatorsk"


def test_a_few_quoted_words_are_the_reporters_own(read):
    one = only(read('Rebels "briefly" seized Goma.', Goma="P.PPL"), "COERCE", "seize")
    assert one.said_by == ""


def test_surname_and_pronoun_lead_to_the_full_name(read):
    text = (
        "President Hassan Omar arrived in Gao.\nOmar said rebels had attacked Ansongo.\n"
        "He added that soldiers had retaken Menaka."
    )
    found = read(text, Gao="P.PPL", Ansongo="P.PPL", Menaka="P.PPL")
    assert only(found, "ASSAULT").said_by == "Hassan Omar"
    assert only(found, "COERCE", "seize").said_by == "Hassan Omar"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels seized Goma.", Status.ASSERTED),
        ("Fighters patrol the streets of Goma.", Status.ASSERTED),
        ("On a rooftop in Goma, fighters fired rockets.", Status.OBSERVED),
        ("Rebels have reportedly seized Goma.", Status.REPORTED),
        ("There were reports of clashes in Goma.", Status.REPORTED),
        ("Rebels were said to have seized Goma.", Status.REPORTED),
        ("Rebels did not seize Goma.", Status.NEGATED),
        ("Rebels never captured Goma.", Status.NEGATED),
        ("Rebels failed to seize Goma.", Status.NEGATED),
        ("The army denied that rebels had seized Goma.", Status.DENIED),
        ("The army denied having shelled Goma.", Status.DENIED),
        ("If rebels seize Goma, many will flee.", Status.CONDITIONAL),
        ("Rebels could seize Goma within days.", Status.CONDITIONAL),
        ("The army is preparing for a possible assault on Goma.", Status.CONDITIONAL),
        ("Rebels will attack Goma.", Status.CONDITIONAL),
        ("Rebels captured Goma in 1996.", Status.HISTORICAL),
        ("There were conflicting reports of clashes in Goma.", Status.CONTESTED),
    ],
)
def test_status_rule(read, text, status):
    found = [one for one in read(text, Goma="P.PPL") if where(one) == "Goma"]
    assert [one.status for one in found][:1] == [status]


def test_denied_and_negated_differ(read):
    denied = read("The army denied that soldiers had shelled Goma.", Goma="P.PPL")[0]
    negated = read("Soldiers did not shell Goma.", Goma="P.PPL")[0]
    assert (denied.polarity, denied.said_by) == ("denied", "army")
    assert (negated.polarity, negated.said_by) == ("negated", "")


def test_not_letting_food_in_is_a_blockade_not_a_delivery(read):
    text = "“Soldiers aren’t allowing food & fuel to get into Alamata,” he tweeted."
    (one,) = read(text, Alamata="P.PPL")
    assert (one.event_type, one.event_mode) == ("COERCE", "withhold")
    assert one.polarity == "affirmed"
    assert where(one) == "Alamata"


def test_a_denial_that_points_back_stands_beside_the_claim(read):
    text = "The rebels said on Monday that they had captured Goma. The army denied the claim."
    claim, denial = read(text, Goma="P.PPL")
    assert (claim.status, denial.status) == (Status.CLAIMED, Status.DENIED)
    assert denial.said_by == "army"
    assert where(denial) == where(claim) == "Goma"
    assert (denial.event_type, denial.event_mode) == (claim.event_type, claim.event_mode)


@pytest.mark.parametrize(
    "text",
    [
        "Many carry assault rifles and walkie-talkies.",
        "He released a statement on March 3.",
        "The Homs Attack Helicopter Regiment has its seat in Goma.",
        "The road leaves the mountains near Goma.",
        "Goma is a city of two million people.",
    ],
)
def test_no_event_where_there_is_none(read, text):
    assert read(text, Goma="P.PPL") == []


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("Rebels seized Goma on Monday.", "2022-05-16", "2022-05-16", "day"),
        ("Rebels seized Goma over the weekend.", "2022-05-14", "2022-05-15", "days"),
        ("Clashes broke out in Goma in recent days.", "2022-05-12", "2022-05-18", "vague"),
        ("Rebels seized Goma.", None, "2022-05-18", "vague"),
        (
            "Rebels seized Goma two days ago, the army said Monday.",
            "2022-05-16",
            "2022-05-16",
            "day",
        ),
    ],
)
def test_when_it_happened(read, text, start, end, precision):
    when = read(text, Goma="P.PPL")[0].when
    assert (when.start and when.start.isoformat(), when.end.isoformat()) == (start, end)
    assert when.precision == precision


def test_the_day_of_saying_is_not_the_day_of_the_event(read):
    one = read("Rebels seized Goma on Sunday, the army said on Tuesday.", Goma="P.PPL")[0]
    assert one.when.start == date(2022, 5, 15)
    assert one.said_when.start == date(2022, 5, 17)


def test_a_narrative_keeps_the_day_of_its_paragraph(read):
    text = "Soldiers entered Ansongo on Sunday. During the search they arrested two men."
    assert read(text, Ansongo="P.PPL")[-1].when.start == date(2022, 5, 15)


def test_words_from_an_interview_of_unknown_day_are_only_bounded(read):
    text = (
        "“I asked for these weapons eight days ago in Goma,” General Ali Sow said, according to a "
        "transcript of the interview."
    )
    when = read(text, Goma="P.PPL")[0].when
    assert when.start is None
    assert when.end <= date(2022, 5, 10)
    assert when.precision == "vague"


def test_without_any_date_nothing_is_invented(read):
    one = read("Rebels seized Goma on Monday.", Goma="P.PPL", published=None)[0]
    assert one.when is None
    one = read("Rebels seized Goma on 14 November 2023.", Goma="P.PPL", published=None)[0]
    assert one.when.start == one.when.end == date(2023, 11, 14)


def test_actor_and_recipient(read):
    one = only(read("Rebels attacked government soldiers in Goma.", Goma="P.PPL"), "ASSAULT")
    assert (one.actor, one.recipient) == ("rebels", "government soldiers")
    one = only(read("Two civilians were killed by soldiers in Goma.", Goma="P.PPL"), "ASSAULT")
    assert (one.actor, one.recipient) == ("soldiers", "two civilians")


def test_it_and_they_are_the_group_that_speaks(read):
    one = only(read("The army said it had attacked Goma.", Goma="P.PPL"), "ASSAULT")
    assert (one.actor, one.said_by) == ("army", "army")


def test_a_threat_is_made_by_its_speaker(read):
    one = only(read("“We will attack them without mercy,” Ali Sow said."), "THREATEN")
    assert (one.actor, one.said_by) == ("Ali Sow", "Ali Sow")


def test_a_relative_clause_after_a_comma_is_the_reporters_own(read):
    text = "Ali Sow said calm had returned to Goma, which rebels captured on Monday."
    one = only(read(text, Goma="P.PPL"), "COERCE", "seize")
    assert one.said_by == ""
    assert one.status is Status.ASSERTED


def test_how_things_stand_when_it_is_said(read):
    text = "Goma was surrounded from three sides, a spokesman said on Monday."
    when = only(read(text, Goma="P.PPL"), "COERCE", "restrict").when
    assert (when.start, when.precision) == (date(2022, 5, 16), "day")


def make(text, **more):
    base = {
        "report_id": "a",
        "start": 0,
        "end": len(text),
        "text": text,
        "event_type": "COERCE",
        "event_mode": "seize",
        "status": Status.CLAIMED,
        "when": Interval(start=DAY, end=DAY, precision="day"),
    }
    return Statement(**(base | more))


def at(name, start=0):
    mention = Mention(report_id="a", start=start, end=start + 4, text=name, role=Role.EVENT_PLACE)
    return Resolution(mention=mention, place=place(name), probability=0.9)


def source(report_id, published=DAY):
    return reports.Report(report_id=report_id, text="x", published=published)


def test_the_same_event_from_two_reports_is_one_event():
    first = make("Rebels took Goma", place=at("Goma"), actor="rebels")
    second = make("Goma fell", report_id="b", place=at("Goma"))
    statements, found = events.join([source("a"), source("b", date(2022, 5, 17))], [first, second])
    assert list(statements.columns) == list(SCHEMAS["statements"].columns)
    assert list(found.columns) == list(SCHEMAS["events"].columns)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row.n_sources, row.n_statements) == (2, 2)
    assert row.first_reported.date() == date(2022, 5, 17)
    assert row.geo_precision == "settlement"
    assert set(statements.event_id) == {found.index[0]}


def test_claim_and_denial_make_a_contested_event_and_both_stay():
    claim = make("Rebels took Goma", place=at("Goma"), said_by="rebels")
    denial = make(
        "the army denied it", start=40, end=58, place=at("Goma"), said_by="army",
        status=Status.DENIED, polarity="denied",
    )  # fmt: skip
    statements, found = events.join([source("a")], [claim, denial])
    assert found.status.tolist() == ["contested"]
    assert sorted(statements.status) == ["claimed", "denied"]
    assert set(statements.said_by) == {"rebels", "army"}


def test_capture_and_recapture_are_two_events():
    later = Interval(start=date(2022, 5, 19), end=date(2022, 5, 19), precision="day")
    capture = make("Rebels took Goma", place=at("Goma"), actor="rebels")
    recapture = make("The army retook Goma", start=30, place=at("Goma"), actor="army", when=later)
    _, found = events.join([source("a")], [capture, recapture])
    assert len(found) == 2


def test_far_days_other_places_and_types_stay_apart():
    other_day = Interval(start=date(2022, 6, 1), end=date(2022, 6, 1), precision="day")
    rows = [
        make("one", place=at("Goma")),
        make("two", start=10, place=at("Goma"), when=other_day),
        make("three", start=20, place=at("Gao")),
        make("four", start=30, place=at("Goma"), event_type="ASSAULT", event_mode="kill"),
    ]
    assert len(events.join([source("a")], rows)[1]) == 4


def test_join_is_the_same_for_any_order_and_counts_a_repetition_once():
    rows = [make("one", place=at("Goma")), make("two", start=10, place=at("Gao"))]
    first = events.join([source("a")], rows)
    second = events.join([source("a")], [*reversed(rows), rows[0]])
    assert first[0].equals(second[0])
    assert first[1].equals(second[1])


def test_unresolved_places_are_kept_without_a_point():
    mention = at("Nowhere").mention
    lost = Resolution(mention=mention, place=None, reason="unknown")
    other = make("two", start=9, event_type="ASSAULT", event_mode="kill")
    statements, found = events.join([source("a")], [make("one", place=lost), other])
    assert statements.geometry.isna().all()
    assert sorted(found.place) == ["", "Nowhere"]
    assert (found.geo_precision == "").all()


def test_no_statements_make_empty_tables():
    statements, found = events.join([], [])
    assert len(statements) == len(found) == 0
    assert statements.crs == found.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("kind", "uncertainty_m", "word"),
    [
        ("P.PPL", 1000.0, "settlement"),
        ("T.PASS", 3_000.0, "near"),
        ("A.ADM2", 20_000.0, "district"),
        ("A.ADM1", 80_000.0, "province"),
        ("A.PCLI", 500_000.0, "country"),
        ("T.VAL", 40_000.0, "valley"),
        ("R.RD", 20_000.0, "road"),
        ("L.RGN", 90_000.0, "area"),
    ],
)
def test_geo_precision(kind, uncertainty_m, word):
    there = Place(place_id="x", name="X", kind=kind, lon=0.0, lat=0.0, uncertainty_m=uncertainty_m)
    assert events.geo_precision(there) == word


def test_an_event_near_a_town_is_known_less_well():
    _, found = events.join([source("a")], [make("clashes 12 km north of Goma", place=at("Goma"))])
    assert found.geo_precision.tolist() == ["near"]


def test_sides_come_from_who_acts_against_whom():
    rows = [
        make("a", event_type="ASSAULT", actor="Taliban fighters", recipient="resistance forces"),
        make("b", event_type="ASSAULT", actor="resistance fighters", recipient="Taliban"),
        make("c", event_type="COERCE", actor="Taliban", recipient="the resistance"),
        make("d", event_type="CONSULT", actor="Elders", recipient="Taliban officials"),
    ]
    found = events.sides(rows)
    assert found["Taliban"] == found["Taliban fighters"]
    assert found["resistance forces"] == found["the resistance"] == 1 - found["Taliban"]
    assert "Elders" not in found


def test_status_rule_is_written_in_full():
    assert {row.status for row in events.STATUS_RULE} == set(Status)
    assert all(row.examples and row.status.definition for row in events.STATUS_RULE)


def test_acled_crosswalk():
    assert events.acled_type("ASSAULT", "aerial") == "Explosions/Remote violence: Air/drone strike"
    assert events.acled_type("PROTEST") == "Protests: Peaceful protest"
    kinds = {events.acled_type(kind).split(":")[0] for kind in ("AGREE", "REQUEST", "SANCTION")}
    assert kinds == {"Strategic developments"}


def test_hostile_text_raises_nothing(read):
    for text in (
        '"' * 50,
        "“" * 30 + " said " + "”" * 30,
        "Rebels " * 300 + "attacked",
        "said said said said, said.",
        "{{ 7*7 }} <script>alert(1)</script> attacked =HYPERLINK(1)",
        "\u202e\u200battacked\u0000 \ufffd in در کابل 🙂",
        "According to according to according to.",
    ):
        read(text)


def test_the_same_text_gives_the_same_statements(read):
    text = "Rebels took Goma, Anna Lind said. The army denied it. Shells fell on Gao on Monday."
    assert read(text, Goma="P.PPL", Gao="P.PPL") == read(text, Goma="P.PPL", Gao="P.PPL")


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Turkish jets struck Afrin on Sunday.", "ASSAULT", "aerial"),
        ("Two missiles struck the port of Afrin.", "ASSAULT", "heavy-weapons"),
        ("The coalition denied striking Afrin.", "ASSAULT", "aerial"),
        ("Drones hit a warehouse in Afrin.", "ASSAULT", "aerial"),
        ("Dock workers struck for better pay in Afrin.", "PROTEST", "demo"),
        ("Dock workers struck at the port of Afrin.", "PROTEST", "demo"),
        ("Nurses have been on strike in Afrin since Friday.", "PROTEST", "demo"),
        ("The two sides struck a deal in Afrin.", "AGREE", ""),
        ("The garrison soldiers fled from Afrin.", "RETREAT", "withdraw"),
        ("Thousands of families fled Afrin.", "SANCTION", "expel"),
    ],
)
def test_strikes_and_flights_are_told_apart(read, text, event_type, mode):
    found = [(one.event_type, one.event_mode) for one in read(text, Afrin="P.PPL")]
    assert (event_type, mode) in found
    assert event_type == "PROTEST" or "PROTEST" not in {kind for kind, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake struck Afrin on Saturday.",
        "Hurricane Otis struck Afrin.",
        "Afrin was struck by a cyclone.",
        "The party struck a defiant tone in Afrin.",
        "The car struck a tree in Afrin.",
    ],
)
def test_not_every_stroke_is_an_attack(read, text):
    assert not {one.event_type for one in read(text, Afrin="P.PPL")} & {"ASSAULT", "PROTEST"}


def test_a_named_town_points_back_to_no_other(read):
    text = "Zaranj fell on Monday. The town of Farah, 200 km north of Zaranj, was in rebel hands."
    found = [where(one) for one in read(text, Zaranj="P.PPL", Farah="P.PPL")]
    assert found == ["Zaranj", "Farah"]


def test_the_city_is_not_where_the_speaker_sits(read):
    text = (
        "Rebels captured Gao on Monday. The government in Bamako denied that the city had fallen. "
        '"The city has not fallen to anyone," a minister told reporters in Bamako.'
    )
    found = read(text, Gao="P.PPLA", Bamako="P.PPLC")
    assert [where(one) for one in found] == ["Gao", "Gao", "Gao"]
    assert found[1].status == Status.DENIED


def test_a_speaker_in_a_town_speaks_of_it(read):
    found = read("Officials in Mosul said that the city was shelled.", Mosul="P.PPLA")
    assert where(found[0]) == "Mosul"


def test_the_city_right_below_the_event_comes_before_the_province_in_front(read):
    text = "In Ituri, residents of Bunia reported shelling in the city."
    found = read(text, Ituri="A.ADM1", Bunia="P.PPLA")
    assert where(found[0]) == "Bunia"


def test_a_denial_reaches_back_one_sentence_only(read):
    far = "Rebels captured Minova on Tuesday.\n\nThe harvest there was good. Uganda denies it."
    assert not [one for one in read(far, Minova="P.PPL") if one.status == Status.DENIED]
    near = "The rebels said that they had captured Minova.\n\nThe army denied the claim."
    denied = [one for one in read(near, Minova="P.PPL") if one.status == Status.DENIED]
    assert [(one.said_by, where(one)) for one in denied] == [("army", "Minova")]


@pytest.mark.parametrize(
    "later",
    [
        "Turkey has closed the border at Akcakale.",
        "Aid trucks have not reached Akcakale.",
        "Turkey shelled Akcakale.",
    ],
)
def test_a_day_does_not_bleed_into_what_others_do(read, later):
    text = f"Soldiers left Kobani on 10 May. {later}"
    one = read(text, Kobani="P.PPL", Akcakale="P.PPL")[-1]
    assert where(one) == "Akcakale"
    assert one.when.start is None or one.when.precision != "day"
    assert one.when.end == DAY


def test_a_narrative_goes_on_from_its_day(read):
    text = "On Monday soldiers entered Mocha. They detained 40 men."
    one = only(read(text, Mocha="P.PPL"), "COERCE", "arrest")
    monday = date(2022, 5, 16)
    assert (one.when.start, one.when.end, one.when.precision) == (monday, monday, "day")
    assert one.when.inferred


def test_a_clause_of_time_dates_what_it_explains(read):
    text = "At least 12 people were killed when a drone hit a market in Nyala on 3 May."
    kill = next(one for one in read(text, Nyala="P.PPL") if "killed" in one.text)
    assert (kill.when.start, kill.when.precision) == (date(2022, 5, 3), "day")
    text = "The rebels withdrew from Kidal after the army bombed the town on 3 May."
    left = only(read(text, Kidal="P.PPL"), "RETREAT")
    assert (left.when.start, left.when.end, left.when.precision) == (date(2022, 5, 3), DAY, "vague")


@pytest.mark.parametrize(
    "text",
    [
        "A doctor told the agency in a text message that fighting continued in Adwa.",
        "A doctor told the agency in a voice message that shells had fallen on Adwa.",
        "A doctor wrote in a letter to the council that troops had attacked Adwa.",
    ],
)
def test_what_a_message_says_is_its_writers_claim(read, text):
    one = only(read(text, Adwa="P.PPL"), "ASSAULT")
    assert (one.status, one.said_by) == (Status.CLAIMED, "doctor")


def test_what_someone_is_accused_of_is_the_accusers_claim(read):
    text = (
        "Kyiv accused the separatists of shelling Lysychansk on Monday. The separatists denied it."
    )
    claimed, denied = (one for one in read(text, Lysychansk="P.PPL") if one.event_type == "ASSAULT")
    assert (claimed.status, claimed.said_by) == (Status.CLAIMED, "Kyiv")
    assert claimed.actor == "separatists"
    assert claimed.text == "shelling Lysychansk on Monday"
    assert (denied.status, denied.said_by) == (Status.DENIED, "separatists")


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        (
            "GAO, Republic of the Congo, May 4 (Wire) - Army officers said they attacked Kinkala.",
            "Army officers",
        ),
        ("Tbilisi/Sukhumi - Georgia said that rebels had attacked Kinkala.", "Georgia"),
        ("18:05 The defence minister said that rebels had attacked Kinkala.", "defence minister"),
        ("9.40am: Police said that gunmen had attacked Kinkala.", "Police"),
    ],
)
def test_where_and_when_it_was_filed_says_nothing(read, text, said_by):
    one = only(read(text, Kinkala="P.PPL"), "ASSAULT")
    assert one.said_by == said_by


def test_the_accused_country_is_not_where_it_happened(read):
    text = "France condemned Azerbaijan for attacking civilians."
    found = read(text, Azerbaijan="A.PCLI")
    assert found
    assert all(where(one) is None for one in found)


def test_one_bare_name_that_is_seized_is_no_person(read):
    assert not [one for one in read("Rebels seized Kidal.") if one.event_mode == "abduct"]
    assert only(read("Gunmen seized two journalists."), "COERCE").event_mode == "abduct"


def test_the_province_is_none_of_those_listed_beside_it(read):
    text = (
        "Troops moved into Ituri on Monday. Clashes went on in Ituri.\n\n"
        "A minister named Tshopo, Bas-Uele and Lubero. The province was under siege, he said."
    )
    kinds = {"Ituri": "A.ADM1", "Tshopo": "A.ADM1", "Bas-Uele": "A.ADM1", "Lubero": "A.ADM2"}
    assert where(read(text, **kinds)[-1]) == "Ituri"


@pytest.mark.parametrize("verb", ["accused the rebels of murder", "claimed that the town was safe"])
def test_what_someone_said_before_is_no_attribution_of_what_befell_them(read, verb):
    text = f"The mayor of Beni was killed on Monday, hours after he had {verb}."
    killed = only(read(text, Beni="P.PPL"), "ASSAULT", "kill")
    assert (killed.status, killed.said_by) == (Status.ASSERTED, "")


@pytest.mark.parametrize(
    "text", ["Fighting broke out in Omdurman on Sunday.", "Shelling hit the town of Omdurman."]
)
def test_a_place_that_the_parser_calls_a_people_is_a_place(text):
    from geomap import pipeline

    atlas = pipeline.build_atlas([reports.from_text(text, published=date(2023, 4, 16))])
    assert list(atlas.events["place"]) == ["Omdurman"]


@pytest.mark.parametrize(
    "text",
    [
        "A force detained two men in an operation in Goma district, Kivu province, Sunday.",
        "Officials confirmed today that a leader was arrested in Goma, Sunday.",
        "Aircraft bombed a base of men tied to the May 2 attack on a bus near Goma, Sunday.",
    ],
)
def test_the_day_at_the_end_of_the_sentence_is_the_events(read, text):
    when = read(text, Goma="P.PPL")[0].when
    assert (when.start, when.precision) == (date(2022, 5, 15), "day")


def test_of_a_province_and_a_town_in_it_the_town_is_meant(story):
    text = "In Kassala, gunmen attacked a police post in Aroma on Monday."
    report = reports.from_text(text, published=DAY)
    found = [
        Resolution(
            mention=Mention(
                report_id=report.report_id,
                start=text.index(name),
                end=text.index(name) + len(name),
                text=name,
                role=Role.EVENT_PLACE,
            ),
            place=place(name, kind, country="SD", admin1="Kassala"),
            probability=0.9,
        )
        for name, kind in (("Kassala", "A.ADM1"), ("Aroma", "P.PPL"))
    ]
    told = events.statements(story(report, found))
    assert where(only(told, "ASSAULT")) == "Aroma"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ankara closed the Karkamis crossing in May.", "Karkamis"),
        ("Troops broke through at the Wadi Zor creek.", "Wadi Zor"),
        ("Fighters took over Umm Rakuba on Monday.", "Umm Rakuba"),
        ("The militia retook Kichanga on Monday.", "Kichanga"),
    ],
)
def test_a_name_that_no_gazetteer_has_is_still_where_it_happened(read, text, name):
    one = read(text)[0]
    assert where(one) == name
    assert one.place.place is None


def test_the_regional_capital_is_the_seat_of_a_region_named_before(read):
    text = "Rebels took Bahir Dar.\n\nThe army lost the regional capital in a war in Amhara."
    kinds = {"Bahir_Dar": "P.PPLA", "Amhara": "A.ADM1"}
    assert where(read(text, **kinds)[-1]) == "Bahir Dar"


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("Poland will not send troops to Odesa, its president said.", "REJECT", "claimed"),
        ('"We will take Goma," the rebel spokesman Jean Mbala said.', "THREATEN", "claimed"),
        (
            '"If they enter Goma, we will drive them out," Jean Mbala said.',
            "THREATEN",
            "conditional",
        ),
        ("A Reuters photographer saw soldiers looting shops in Goma.", "COERCE", "observed"),
        ("The road to Goma remains closed.", "COERCE", "asserted"),
        ("The mayor asked residents to leave Goma.", "REQUEST", "claimed"),
        ("Police turned back ambulances at Goma.", "COERCE", "asserted"),
        ("Rwandan units are in Goma.", "MOBILIZE", "asserted"),
        ("Soldiers drove them across the border at Goma.", "SANCTION", "asserted"),
        ("The truce collapsed on Monday.", "REJECT", "asserted"),
        ("The peace talks planned in Goma never took place.", "CONSULT", "negated"),
    ],
)
def test_what_is_said_not_to_come_and_what_is_seen(read, text, event_type, status):
    assert str(only(read(text, Goma="P.PPL"), event_type).status) == status


def test_a_condition_belongs_to_the_words_of_its_threat(read):
    text = (
        '"If they enter Goma, we will attack them," Jean Mbala said in a long statement that he '
        "sent to us and to other papers on Sunday."
    )
    one = only(read(text, Goma="P.PPL"), "THREATEN")
    assert one.text.strip('"').startswith("If they enter Goma, we will attack them")
    assert "statement" not in one.text


def test_a_remark_behind_a_comma_is_not_of_the_statements_words(read):
    one = only(read("The junta declared a truce, which it said would end in June."), "AGREE")
    assert one.text == "The junta declared a truce"


def test_who_only_backs_someone_is_no_event(read):
    found = read("Militias backed by the army shelled Goma on Monday.", Goma="P.PPL")
    assert [one.event_type for one in found] == ["ASSAULT"]


def test_a_denial_is_quoted_with_who_denies(read):
    text = "The interior ministry denied that its units had withdrawn from Goma."
    one = only(read(text, Goma="P.PPL"), "RETREAT")
    assert (one.text, str(one.status)) == (text.rstrip("."), "denied")


def test_a_day_of_its_own_line_is_the_anchor_of_what_follows(read):
    text = (
        "Sunday, 15 May 2022\n\nShells hit Goma overnight.\n\n"
        "Monday, 16 May 2022\n\nSake was captured two days ago."
    )
    found = read(text, Goma="P.PPL", Sake="P.PPL")
    assert found[0].when.start == date(2022, 5, 14)
    assert only(found, "COERCE").when.start == date(2022, 5, 14)


def test_residents_tell_of_the_place_where_they_live(read):
    text = "Residents of Bara reported heavy shelling."
    assert where(only(read(text, Bara="P.PPL"), "ASSAULT")) == "Bara"
    text = "The ministry in Bara said that its troops had been shelled."
    assert where(only(read(text, Bara="P.PPL"), "ASSAULT")) is None


def test_where_it_was_denied_is_not_where_it_happened(read):
    text = "The army denied that it had been defeated, with a general telling reporters in Bara so."
    assert where(only(read(text, Bara="P.PPL"), "ASSAULT")) is None


def test_the_day_of_the_main_clause_is_not_that_of_what_came_long_before(read):
    text = "Rebels entered Bara on Monday, eight months after troops had seized Kutum."
    before = read(text, Bara="P.PPL", Kutum="P.PPL")[-1]
    assert where(before) == "Kutum"
    assert (before.when.start, before.when.precision) == (date(2021, 9, 1), "month")


def test_a_denied_involvement_denies_what_was_said_before(read):
    text = "Gunmen killed 20 traders in Bara, police said. The militia denied any involvement."
    found = read(text, Bara="P.PPL")
    assert [str(one.status) for one in found] == ["claimed", "denied"]
    assert found[1].said_by == "militia"


def test_the_village_is_the_one_that_was_stormed_not_the_town_it_is_measured_from(read):
    text = (
        "Gunmen stormed Umm Baru, about 40 km from the town of Kutum, on Saturday.\n\n"
        "The soldiers had pulled out of the village, a trader said."
    )
    assert where(read(text, Kutum="P.PPL")[-1]) == "Umm Baru"


def test_the_attack_in_which_people_were_killed_is_the_same_event(read):
    text = "Militants killed 18 people in an attack on a village in Kutum."
    (one,) = read(text, Kutum="P.PPL")
    assert (one.event_mode, where(one)) == ("kill", "Kutum")


def test_a_dateline_is_no_part_of_the_first_sentence(read):
    text = (
        "MAIDUGURI, Nigeria - Suspected militants killed at least 18 people in an attack on a "
        "village in Borno, residents and a security source said."
    )
    one = only(read(text, Borno="A.ADM1"), "ASSAULT")
    assert one.recipient == "at least 18 people"
    assert "MAIDUGURI" not in one.text


def test_only_to_tells_what_came_of_it(read):
    text = "The militia took Goma on Monday, only to lose the city again on Tuesday, a trader said."
    first, second = read(text, Goma="P.PPL")
    assert [str(one.status) for one in (first, second)] == ["claimed", "claimed"]
    assert where(second) == "Goma"


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        ("In Odesa, police held two men in the Peresyp district.", {"Odesa": "P.PPL"}, "Peresyp"),
        ("Two warplanes dropped bombs on Zemo Kvelari.", {}, "Zemo Kvelari"),
        ("Twelve people were killed in clashes in the Choco department.", {}, "Choco"),
    ],
)
def test_small_and_unknown_places_by_their_words(read, text, names, name):
    assert where(read(text.replace("held", "arrested"), **names)[0]) == name


def test_what_people_march_for_is_of_the_march(read):
    found = read("Activists marched through Lomé on Sunday to demand an end to the curfew.")
    assert [one.event_type for one in found] == ["PROTEST"]


@pytest.mark.parametrize(
    ("text", "status", "said_by"),
    [
        (
            "Militants killed 18 people in a raid on a village in Goma, residents and guards said.",
            "claimed",
            "residents",
        ),
        ("Kenya is to send police officers to Goma.", "conditional", ""),
        (
            "Soldiers attacked Goma; the ministry denies that the airport was in danger.",
            "asserted",
            "",
        ),
        ("If the road stays open, rebels will attack Goma, he warned.", "conditional", None),
    ],
)
def test_whose_words_and_how_sure(read, text, status, said_by):
    one = read(text, Goma="P.PPL")[0]
    assert str(one.status) == status
    assert said_by is None or said_by in one.said_by
    assert said_by != "" or one.said_by == ""


def test_the_year_of_an_old_accord_is_not_that_of_the_call_for_it(read):
    one = only(read("Algiers called for a return to the accord signed in 2015."), "REQUEST")
    assert one.when.end == DAY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fresh gun battles rocked Bria on Wednesday.", "Bria"),
        ("The army drove the rebels out of Um Sidra on Monday.", "Um Sidra"),
        ("Fighters stormed the village of Goz Hamid at dawn.", "Goz Hamid"),
        ("Gunmen opened fire first at the Karama airstrip.", "Karama airstrip"),
    ],
)
def test_names_that_only_their_verbs_and_prepositions_make_places(read, text, name):
    assert where(read(text)[0]) == name


def test_where_leads_back_to_the_place_before_it(read):
    text = "Talks moved to Addis Ababa, where a ceasefire was signed on Monday."
    assert where(only(read(text, Addis_Ababa="P.PPLC"), "AGREE")) == "Addis Ababa"


def test_what_others_do_elsewhere_is_not_where_it_happened(read):
    text = "About 11,000 people were displaced, and an agency handed out food in Pemba."
    assert where(only(read(text, Pemba="P.PPL"), "SANCTION")) is None
    text = "One man was killed and four were wounded in Pemba."
    assert where(only(read(text, Pemba="P.PPL"), "ASSAULT")) == "Pemba"


def test_a_clause_that_only_dates_what_is_said_is_the_reporters(read):
    text = "The army said it had entered Bor on Monday, two days after rebels stormed Malakal."
    stormed = only(read(text, Bor="P.PPL", Malakal="P.PPL"), "ASSAULT")
    assert (where(stormed), stormed.said_by) == ("Malakal", "")


def test_hyphens_do_not_cut_a_name(read):
    text = "Troops fired tank shells at the edge of the Nahr al-Barid refugee camp on Friday."
    assert where(only(read(text), "ASSAULT")) == "Nahr al-Barid"


def test_a_question_is_no_request(read):
    assert not [one for one in read("Children ask me when we will go.") if one.actor == "Children"]
    assert only(read("The mayor asked residents to stay."), "REQUEST").actor == "mayor"


def test_a_closed_border_is_no_capture(read):
    one = only(read("Syria closed two border crossings in the north on Monday."), "COERCE")
    assert one.event_mode == "restrict"


def test_two_things_said_by_one_speaker_are_two_statements(read):
    text = (
        "The Rapid Support Forces said that they had seized Khartoum airport. The army denied that "
        "the airport had fallen and said that it had bombed positions in Omdurman."
    )
    seized, denied, bombed = read(text, Khartoum="P.PPLC", Omdurman="P.PPL")
    assert (where(seized), where(denied), where(bombed)) == ("Khartoum", "Khartoum", "Omdurman")
    assert str(denied.status) == "denied"
    assert bombed.text.endswith("it had bombed positions in Omdurman")
    assert "denied" not in bombed.text


def test_a_claim_and_its_denial_are_one_contested_event(read):
    text = "Rebels said they had seized Gao airport. The army denied that the airport had fallen."
    report = reports.from_text(text, published=DAY)
    _, table = events.join([report], read(text, report_id=report.report_id, Gao="P.PPL"))
    assert list(table["status"]) == ["contested"]


@pytest.mark.parametrize(
    ("text", "kinds", "event_type", "name"),
    [
        ("Both sides signed a truce with ministers in Morelia.", {"Morelia": "P.PPL"}, "AGREE", 0),
        ("Soldiers had driven the rebels from Ruhinga-Kamesa.", {}, "SANCTION", "Ruhinga-Kamesa"),
        (
            "They fled Kinama, which the rebels occupied on Monday.",
            {"Kinama": "P.PPL"},
            "COERCE",
            0,
        ),
    ],
)
def test_where_deals_are_signed_whence_men_are_driven_what_was_occupied(
    read, text, kinds, event_type, name
):
    assert where(only(read(text, **kinds), event_type)) == (name or next(iter(kinds)))


def test_who_reports_in_the_middle_of_a_sentence(read):
    text = "Goma is surrounded from all sides, The Week reported on Tuesday, quoting a spokesman."
    one = only(read(text, Goma="P.PPL"), "COERCE")
    assert (str(one.status), one.said_by) == ("claimed", "Week")


@pytest.mark.parametrize(
    "text",
    [
        "Shelling of Kherson, a city in the south of Ukraine, has killed four people.",
        "A rebel raid on Pagak, a town near the Ethiopian border, left 20 civilians dead.",
        "An attack on a bus that was carrying soldiers in Turbat has killed at least 11 men.",
        "Clashes near Sake, west of Goma, killed nine people on Monday.",
        "An air strike on Kutum, the market town north of El Fasher, killed 14 traders.",
        "Nikopol, which lies across the river, came under heavy shelling on Sunday.",
        "Macomia, where thousands had found shelter, was attacked on Friday.",
    ],
)
def test_a_deed_and_its_harm_are_one_statement_with_what_is_said_between(text):
    report = reports.from_text(text, report_id="r", published=DAY)
    (found,) = pipeline.read_one(report, pipeline.open_tools()).statements
    assert found.text == text.removesuffix(".")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sporadic clashes were also reported on Thursday from Sake.", 9),
        ("An explosion was reported on Monday in Taiz.", 6),
        ("Fighting was reported yesterday around Bria.", 9),
        ("Looting was reported in Nyala on 3 May.", 3),
    ],
)
def test_the_day_on_which_a_deed_was_reported_without_a_speaker_is_its_own(text, day):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    (found,) = pipeline.read_one(report, pipeline.open_tools()).statements
    assert (found.when.start, found.when.end) == (date(2024, 5, day), date(2024, 5, day))

"""The composition: one report is a pure step, and nothing that fails empties the rest."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

import geomap
from geomap import pipeline, reports
from geomap.errors import DataError, ReportError
from geomap.model import Candidate, Mention, Place, Resolution, Role
from geomap.pipeline import online
from geomap.relations import distance_m
from geomap.settings import OFFLINE


def report(text, **fields):
    return reports.from_text(text, published=date(2023, 4, 16), **fields)


def test_an_event_beside_a_place_is_mapped_beside_it():
    text = "Clashes broke out 15 km south of Jurm in Badakhshan on Sunday, residents said."
    event = pipeline.build_atlas([report(text)]).events.iloc[0]
    jurm = geomap.geocode("Jurm", country="AF").geometry.item()
    assert "15 km south" in event["place"]
    assert 0.1 < jurm.y - event.geometry.y < 0.17
    assert event["uncertainty_m"] > 5_000


def test_a_report_that_fails_is_named_and_the_others_stay(monkeypatch):
    good, bad = report("Shelling hit Omdurman."), report("Fighting in Bahri.", report_id="bad")
    read = pipeline.read_one

    def broken(one, tools, passages):
        if one.report_id == bad.report_id:
            raise RecursionError("deep")
        return read(one, tools, passages)

    monkeypatch.setattr(pipeline, "read_one", broken)
    atlas = pipeline.build_atlas([bad, good])
    assert len(atlas.sources) == 2
    assert list(atlas.mentions["text"]) == ["Omdurman"]
    assert [str(loss) for loss in atlas.lost] == [f"{bad.report_id}: RecursionError: deep"]


def test_a_broken_installation_is_no_bad_report(tmp_path):
    settings = replace(geomap.OFFLINE, data_dir=tmp_path)
    with pytest.raises(DataError):
        pipeline.build_atlas([report("Shelling hit Omdurman.")], settings=settings)


def test_no_report_at_all_is_an_error(tmp_path):
    with pytest.raises(ReportError, match="at least one report"):
        geomap.read_atlas(tmp_path)


def test_the_day_of_publication_may_be_given(tmp_path):
    (tmp_path / "a.txt").write_text("Fighting broke out in Omdurman on Sunday.", encoding="utf-8")
    atlas = geomap.read_atlas(tmp_path, published=date(2023, 4, 16))
    assert str(atlas.sources["published"].item().date()) == "2023-04-16"
    assert str(atlas.events["when_start"].item().date()) == "2023-04-16"


class Oracle:
    """A provider that knows one place, or refuses."""

    def __init__(self, error=None):
        self.error = error

    def lookup(self, name, **_):
        if self.error:
            raise self.error
        place = Place(place_id="o:1", name=name, kind="P.PPL", lon=1.0, lat=2.0, source="oracle")
        return [Candidate(place=place, matched=name, match="exact", score=0.7)]


def unresolved(role=Role.OTHER_PLACE):
    mention = Mention(report_id="r", start=0, end=7, text="Nowhere", role=role)
    return Resolution(mention=mention, place=None, reason="not in the gazetteer")


def test_a_provider_is_asked_for_what_the_gazetteer_lacks():
    found = online.ask(unresolved(), Oracle())
    assert found.place.place_id == "o:1"
    assert found.probability == 0.7
    assert "oracle" in found.explanation[0]


def test_a_provider_is_asked_for_five_places_and_four_are_kept_beside_the_first():
    class Many(Oracle):
        def lookup(self, name, *, limit):
            return super().lookup(name) * limit

    assert len(online.ask(unresolved(), Many()).alternatives) == 4


def test_the_radius_of_an_event_beside_a_place_holds_the_area_that_the_words_describe():
    text = "Clashes broke out 15 km south of Jurm in Badakhshan on Sunday, residents said."
    atlas = pipeline.build_atlas([report(text)])
    event = atlas.events.iloc[0]
    (beside,) = atlas.claims[atlas.claims["relation"] == "distance"].geometry
    corners = shapely.get_coordinates(beside)
    farthest = max(distance_m(event.geometry, shapely.Point(at)) for at in corners)
    assert event["uncertainty_m"] == pytest.approx(farthest, rel=0.01)


def test_a_provider_is_not_asked_about_what_is_not_drawn():
    assert online.ask(unresolved(Role.PUBLISHER), Oracle()).place is None


def test_a_providers_refusal_becomes_the_reason():
    from geomap.geocoders import ProviderUnavailableError

    found = online.ask(unresolved(), Oracle(ProviderUnavailableError("down")))
    assert found.place is None
    assert "not in the gazetteer" in found.reason
    assert "down" in found.reason


def test_ids_and_rows_do_not_depend_on_the_order_of_reports():
    one, two = report("Shelling hit Omdurman."), report("Rebels took Merowe.", report_id="two")
    first, second = (pipeline.build_atlas(order).events for order in ([one, two], [two, one]))
    assert list(first.index) == list(second.index)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Soldiers were killed at a base in Somalia's capital on Saturday.", "Mogadishu"),
        ("Rebels shelled Chad's capital. The capital was calm on Tuesday.", "N'Djamena"),
        ("Shells hit Sudan's war-torn capital, residents said.", "Khartoum"),
    ],
)
def test_a_land_and_its_capital_are_two_mentions(text, named):
    atlas = pipeline.build_atlas([report(text)])
    assert atlas.mentions.index.is_unique
    assert named in set(atlas.mentions["name"]) > {named}
    assert set(atlas.events["place"]) == {named}


def test_mentions_that_begin_at_one_place_have_ids_of_their_own():
    found = pipeline.read_one(report("Shelling hit Omdurman."), pipeline.open_tools())
    omdurman = found.resolutions[0]
    longer = replace(omdurman, mention=replace(omdurman.mention, end=omdurman.mention.end + 1))
    atlas = pipeline.assemble([replace(found, resolutions=[omdurman, longer])], settings=OFFLINE)
    assert len(atlas.mentions) == 2


def test_every_place_of_a_statement_has_its_mention():
    text = (
        "Fighters retook Kichangi near Goma on Sunday, the rebels said. In Syria on Friday, "
        "troops took over Deir Az Zor from the fighters."
    )
    atlas = pipeline.build_atlas([report(text)])
    # a name that no gazetteer has is kept with what the text names beside it
    places = {place.partition(", near ")[0] for place in atlas.statements["place"]} - {""}
    assert places <= set(atlas.mentions["text"]) | set(atlas.mentions["name"])
    by_text = atlas.mentions.set_index("text")
    assert by_text.loc["Deir Az Zor", "name"] == "Deir ez-Zor"
    assert by_text.loc["Kichangi", "reason"]
    told = atlas.statements.set_index("place")
    assert told.loc["Deir ez-Zor", "place_id"] == by_text.loc["Deir Az Zor", "place_id"] != ""


def test_a_namesake_in_a_country_that_the_report_does_not_name_is_no_find():
    atlas = pipeline.build_atlas([report("Rebels retook Katana, south of Goma, on Sunday.")])
    row = atlas.mentions.set_index("text").loc["Katana"]
    assert (row["name"], bool(row["reason"])) == ("", True)


def test_a_side_of_the_compass_and_a_feast_are_no_places():
    text = "Operations went on in Eastern, Southern Afghanistan before the end of Ramadan."
    mentions = pipeline.build_atlas([report(text)]).mentions
    assert not {"Eastern", "Ramadan"} & set(mentions["text"])


def test_a_place_that_only_sounds_alike_is_no_find():
    text = "Fighters from China retook Ho Peik near Lashio in Myanmar on Sunday."
    row = pipeline.build_atlas([report(text)]).mentions.set_index("text").loc["Ho Peik"]
    assert row["name"] == ""

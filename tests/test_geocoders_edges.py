"""The edges of asking a provider: which names, which windows, which answers."""

import copy
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from geopy.adapters import AdapterHTTPError

from geomap.errors import GeomapError
from geomap.geocoders import Chain, Manners, Store, open_provider, transport
from geomap.geocoders.provider import Provider
from geomap.geocoders.reading import candidate
from geomap.geocoders.transport import PoliteAdapter
from geomap.settings import ONLINE


class Asked:
    """A geocoder that remembers what it is asked and knows twelve places."""

    api = "here"

    def __init__(self):
        self.queries, self.windows = [], []

    def geocode(self, query, *, exactly_one=False, limit=None, viewbox=None):
        self.queries.append(query)
        self.windows.append(viewbox)
        return [
            SimpleNamespace(address=f"Place {n}", latitude=1.0 + n, longitude=2.0, raw={})
            for n in range(12)
        ]


@pytest.fixture
def provider(tmp_path):
    return Provider(name="photon", geocoder=Asked(), store=Store(tmp_path / "answers.sqlite"))


@pytest.mark.parametrize(("length", "asked"), [(1, 1), (250, 1), (251, 0)])
def test_a_name_of_up_to_250_characters_is_asked(provider, length, asked):
    provider.lookup("x" * length)
    assert len(provider.geocoder.queries) == asked


def test_ten_places_come_unless_another_number_is_asked_for(provider):
    assert len(provider.lookup("Place")) == 10
    assert len(provider.lookup("Place", limit=3)) == 3
    assert provider.lookup("Other", limit=0) == []


def test_near_is_two_degrees_around_and_never_beyond_the_world(provider):
    provider.lookup("Place", near=(69.0, 35.0))
    provider.lookup("Place", near=(179.5, -89.5))
    assert provider.geocoder.windows == [
        [(33.0, 67.0), (37.0, 71.0)],
        [(-90.0, 177.5), (-87.5, 180.0)],
    ]


def test_spots_that_agree_to_a_kilometre_are_one_question(provider):
    for lon in (69.001, 69.002, 69.02):
        provider.lookup("Place", near=(lon, 35.0))
    assert len(provider.geocoder.queries) == 2


def read(**item):
    return candidate("nominatim", {"lat": 1, "lon": 2, "address": "A, B"} | item, query="A", rank=4)


def test_the_first_answer_is_the_likeliest_where_the_provider_gives_no_score():
    assert read().score == 0.25
    assert read(raw={"importance": 0.7}).score == 0.7
    assert read(raw={"importance": 7}).score == 1.0
    assert read(raw={"importance": -1}).score == 0.0


def test_a_place_without_a_box_is_known_as_a_town_is():
    assert read().place.uncertainty_m == 5_000
    assert read(raw={"boundingbox": [1, 1, 2, 2]}).place.uncertainty_m == 5_000


def test_arcgis_counts_to_a_hundred():
    item = {"lat": 1, "lon": 2, "address": "A", "raw": {"score": 85}}
    assert candidate("arcgis", item, query="A", rank=1).score == pytest.approx(0.85)


def test_a_country_that_is_no_two_letters_is_none():
    for code, kept in (("AF", "AF"), ("AFG", ""), ("A", "")):
        item = {"lat": 1, "lon": 2, "address": "A", "raw": {"attributes": {"CountryCode": code}}}
        assert candidate("arcgis", item, query="A", rank=1).place.country == kept


def test_null_island_is_no_place_and_the_equator_is():
    with pytest.raises(GeomapError):
        read(lat=0, lon=0)
    assert read(lat=0, lon=5).place.lat == 0


def test_two_places_without_an_id_have_two(provider):
    ids = {one.place.place_id for one in provider.lookup("Place")}
    assert len(ids) == 10
    assert all(len(one) > 12 for one in ids)
    assert provider.place(min(ids)).name.startswith("Place")


def test_a_host_that_asks_for_a_week_gets_it_and_a_longer_hold_is_a_clock_set_back(tmp_path):
    store = Store(tmp_path / "answers.sqlite")
    store.hold("here", 3 * 24 * 3600.0)
    with (
        pytest.raises(GeomapError),
        store.turn("here", interval_s=0, lease_s=1, longest_s=24 * 3600.0),
    ):
        pass
    store.hold("there", 300 * 24 * 3600.0)
    assert 6.9 * 24 * 3600 < store._left_s("there") <= 7 * 24 * 3600


class WaitingError(Exception):
    """Somebody would wait."""


@pytest.mark.parametrize(("asked_s", "waits"), [(60, True), (119, True), (600, False)])
def test_two_minutes_are_waited_for_and_ten_are_told_at_once(tmp_path, monkeypatch, asked_s, waits):
    def wait(_):
        raise WaitingError

    def busy(*_, **__):
        headers = {"retry-after": str(asked_s)}
        raise AdapterHTTPError("busy", status_code=429, headers=headers, text="")

    adapter = PoliteAdapter(
        proxies=None, ssl_context=None, store=Store(tmp_path / "a.sqlite"), manners=Manners()
    )
    monkeypatch.setattr(adapter._inner, "get_text", busy)
    monkeypatch.setattr(time, "sleep", wait)
    with pytest.raises(WaitingError if waits else AdapterHTTPError):
        adapter.get_text("http://here/", timeout=1.0, headers={})


@pytest.mark.parametrize(("address", "others"), [("A, B", ("A, B",)), ("A", ())])
def test_the_whole_address_is_another_name_where_it_says_more_than_the_name(address, others):
    assert read(address=address).place.alternates == others


def test_a_chain_can_what_its_first_can_and_can_be_copied(provider):
    chain = Chain(first=provider, then=provider)
    assert chain.geocoder is provider.geocoder
    assert copy.copy(chain).name == "photon"
    for name in ("first", "then"):
        with pytest.raises(AttributeError):
            getattr(Chain.__new__(Chain), name)


def test_a_slow_server_is_given_some_seconds_and_no_minutes(tmp_path, monkeypatch):
    asked = []

    def slow(*_, timeout, **__):
        asked.append(timeout)
        return "[]"

    monkeypatch.setattr(PoliteAdapter, "get_text", slow)
    known = replace(ONLINE, cache_dir=tmp_path, user_agent="geomap-tests/1.0 (me@example.org)")
    assert open_provider("nominatim", settings=known).lookup("Kabul") == []
    assert 5 <= asked[0] <= 30


def test_a_request_has_three_time_outs_in_all(tmp_path, monkeypatch):
    given = []

    def within(seconds, get):
        given.append(seconds)
        return "[]"

    monkeypatch.setattr(transport, "within", within)
    known = replace(ONLINE, cache_dir=tmp_path, user_agent="geomap-tests/1.0 (me@example.org)")
    provider = open_provider("nominatim", settings=known, manners=Manners(timeout_s=4.0))
    assert provider.lookup("Kabul") == []
    assert given == [12.0]

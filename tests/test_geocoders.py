"""Online providers, against a server on this machine that speaks their formats."""

import copy
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import pytest

from geomap.errors import DataError, GeomapError, InputError
from geomap.geocoders import (
    Chain,
    Manners,
    OfflineError,
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderQueryError,
    ProviderRefusedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    Store,
    UserAgentError,
    open_provider,
    provider_names,
)
from geomap.model import Candidate, Gazetteer, Place, places_frame
from geomap.settings import OFFLINE, ONLINE, Settings

AGENT = "geomap-tests/1.0 (nobody@example.org)"
QUICK = Manners(timeout_s=0.5, first_wait_s=0.01, longest_wait_s=5.0)

NOMINATIM = {
    "osm_type": "relation",
    "osm_id": 1836219,
    "lat": "35.4",
    "lon": "69.9",
    "class": "boundary",
    "type": "administrative",
    "addresstype": "province",
    "name": "Panjshir",
    "display_name": "Panjshir, Afghanistan",
    "importance": 0.5,
    "boundingbox": ["35.0", "35.9", "69.2", "70.5"],
    "address": {"country_code": "af", "state": "Panjshir"},
}
PHOTON = {
    "features": [
        {
            "geometry": {"coordinates": [69.515, 35.313], "type": "Point"},
            "properties": {
                "osm_type": "N",
                "osm_id": 7,
                "name": "Bazarak",
                "countrycode": "AF",
                "osm_value": "town",
                "state": "Panjshir",
                "extent": [69.4, 35.4, 69.6, 35.2],
            },
        }
    ]
}
GEONAMES = {
    "geonames": [
        {
            "geonameId": 1429434,
            "name": "Bazarak",
            "lat": "35.31292",
            "lng": "69.51519",
            "countryCode": "AF",
            "adminName1": "Panjshir",
            "countryName": "Afghanistan",
            "fcl": "P",
            "fcode": "PPLA",
            "population": 1500,
        }
    ]
}
ARCGIS = {
    "candidates": [
        {
            "address": "Bazarak, Panjshir",
            "location": {"x": 69.515, "y": 35.313},
            "score": 98.5,
            "attributes": {"Region": "Panjshir", "CountryCode": "AFG"},
            "extent": {"xmin": 69.4, "ymin": 35.2, "xmax": 69.6, "ymax": 35.4},
        }
    ]
}


@dataclass
class Server:
    """What was asked of the server, and what it answers: status, body, headers, delay."""

    url: str = ""
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    answer: Callable[[int, dict[str, list[str]]], tuple[Any, ...]] = lambda *_: (200, [NOMINATIM])


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                state.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
                number = len(state.asked)
            status, body, *rest = state.answer(number, parse_qs(urlsplit(self.path).query))
            headers = rest[0] if rest else {}
            time.sleep(rest[1] if len(rest) > 1 else 0)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # the client has given up, as the test wants it to

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"127.0.0.1:{listening.server_port}"
    threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
    yield state
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(ONLINE, cache_dir=tmp_path / "cache", user_agent=AGENT)


def opened(server: Server, settings: Settings, name: str = "nominatim", **more: Any) -> Gazetteer:
    options = {"domain": server.url, "scheme": "http", "proxies": {}} | more.pop("options", {})
    return open_provider(
        name, settings=settings, manners=more.pop("manners", QUICK), options=options
    )


def test_nothing_goes_online_unless_the_settings_say_so(server: Server, tmp_path: Path) -> None:
    for settings in (OFFLINE, replace(OFFLINE, user_agent=AGENT)):
        with pytest.raises(OfflineError, match="online=True"):
            opened(server, settings)
    assert not server.asked
    assert OFFLINE.online is False


@pytest.mark.parametrize("agent", [None, "", "  ", "geopy/2.4.1", "my-application", "n\nX: y", "ü"])
def test_the_application_must_name_itself(server: Server, agent: str | None) -> None:
    with pytest.raises(UserAgentError, match="user_agent"):
        opened(server, replace(ONLINE, user_agent=agent))


def test_an_unknown_provider_and_missing_options_are_named(settings: Settings) -> None:
    with pytest.raises(InputError, match="arcgis, azure"):
        open_provider("atlantis", settings=settings)
    with pytest.raises(InputError, match="username"):
        open_provider("geonames", settings=settings)
    assert {"nominatim", "photon", "geonames", "arcgis"} <= set(provider_names())


@pytest.mark.parametrize(
    ("name", "body", "options", "expected"),
    [
        ("nominatim", [NOMINATIM], {}, ("osm:r1836219", "A.ADM1", "AF")),
        ("photon", PHOTON, {}, ("osm:n7", "P.PPL", "AF")),
        ("geonames", GEONAMES, {"username": "demo"}, ("gn:1429434", "P.PPLA", "AF")),
        ("arcgis", ARCGIS, {}, ("arcgis:", "", "")),
    ],
)
def test_each_provider_gives_candidates(
    server: Server,
    settings: Settings,
    name: str,
    body: Any,
    options: dict[str, str],
    expected: tuple[str, str, str],
) -> None:
    server.answer = lambda *_: (200, body)
    provider = opened(server, settings, name, options=options)
    (found,) = provider.lookup("Bazarak", country="AF", near=(69.2, 34.5), limit=5)
    assert isinstance(found, Candidate)
    assert found.place.lon == pytest.approx(69.7, abs=0.21)
    assert found.place.lat == pytest.approx(35.35, abs=0.06)
    assert found.place.place_id.startswith(expected[0])
    assert (found.place.kind, found.place.country) == expected[1:]
    assert found.place.admin1 == "Panjshir"
    assert 0 < found.score <= 1
    assert server.asked[0][2] == AGENT
    again = provider.place(found.place.place_id)
    assert again == found.place
    assert provider.area(found.place.place_id) is None
    assert provider.place("gn:1") is None


def test_any_other_geocoder_of_geopy_works_by_name(server: Server, settings: Settings) -> None:
    feature = {
        "geometry": {"coordinates": [69.5, 35.3]},
        "properties": {"label": "Bazarak, Afghanistan", "name": "Bazarak"},
    }
    server.answer = lambda *_: (200, {"features": [feature]})
    (found,) = opened(server, settings, "pelias").lookup("Bazarak", country="AF")
    assert (found.place.name, found.place.lon) == ("Bazarak", 69.5)
    assert found.place.place_id.startswith("pelias:")


def test_the_radius_is_half_the_bounding_box(server: Server, settings: Settings) -> None:
    (found,) = opened(server, settings).lookup("Panjshir")
    assert found.place.uncertainty_m == pytest.approx(77_000, rel=0.02)


def test_what_was_answered_is_never_asked_again(server: Server, settings: Settings) -> None:
    first = opened(server, settings).lookup("Panjshir")
    second = opened(server, settings).lookup(" Panjshir ")
    assert first == second
    assert len(server.asked) == 1
    server.answer = lambda *_: (200, [])
    assert opened(server, settings).lookup("Nowhere") == []
    assert opened(server, settings).lookup("Nowhere") == []
    assert len(server.asked) == 2


def test_the_raw_answer_is_kept_and_no_key_is(server: Server, settings: Settings) -> None:
    server.answer = lambda *_: (200, GEONAMES)
    opened(server, settings, "geonames", options={"username": "secret-name"}).lookup("Bazarak")
    path = settings.cache_dir / "providers.sqlite"
    assert b"secret-name" not in path.read_bytes()
    ((items,),) = sqlite3.connect(path).execute("SELECT items FROM answers").fetchall()
    assert json.loads(items)[0]["raw"]["fcode"] == "PPLA"


def test_a_key_never_stands_in_a_message(server: Server, settings: Settings) -> None:
    server.answer = lambda *_: (200, {"status": {"value": 99, "message": "no secret-name here"}})
    with pytest.raises(ProviderError) as caught:
        opened(server, settings, "geonames", options={"username": "secret-name"}).lookup("X")
    assert "secret-name" not in str(caught.value)
    assert "***" in str(caught.value)


def test_names_that_are_none_are_not_asked(server: Server, settings: Settings) -> None:
    provider = opened(server, settings)
    assert provider.lookup("x" * 10_000) == []
    assert provider.lookup("   ") == []
    assert provider.lookup("Kabul", limit=0) == []
    assert not server.asked
    assert len(provider.lookup("Ka\ud800bul")) == 1


def test_another_country_is_left_out(server: Server, settings: Settings) -> None:
    assert opened(server, settings).lookup("Panjshir", country="FR") == []
    assert "countrycodes=fr" in server.asked[0][1]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(server: Server, settings: Settings, status: int) -> None:
    server.answer = lambda number, _: (status, b"busy") if number < 3 else (200, [NOMINATIM])
    assert len(opened(server, settings).lookup("Panjshir")) == 1
    assert len(server.asked) == 3


def test_retry_after_is_kept_by_every_process(server: Server, settings: Settings) -> None:
    server.answer = lambda number, _: (
        (429, b"", {"Retry-After": "1"}) if number == 1 else (200, [NOMINATIM])
    )
    opened(server, settings).lookup("Panjshir")
    assert server.asked[1][0] - server.asked[0][0] >= 0.99


def test_a_wait_that_is_too_long_is_told_at_once(server: Server, settings: Settings) -> None:
    server.answer = lambda *_: (429, b"", {"Retry-After": "3600"})
    with pytest.raises(ProviderLimitError) as caught:
        opened(server, settings).lookup("Panjshir")
    assert caught.value.retry_after_s == 3600
    assert len(server.asked) == 1
    # and neither this nor another process asks meanwhile
    with pytest.raises(ProviderLimitError, match="run again then"):
        opened(server, settings).lookup("Kabul")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "error", "asked"),
    [
        ((500, b"broken"), ProviderUnavailableError, 4),
        ((503, b"busy"), ProviderUnavailableError, 4),
        ((429, b"slow down"), ProviderLimitError, 4),
        ((400, b"what?"), ProviderQueryError, 1),
        ((401, b"who?"), ProviderRefusedError, 1),
        ((403, b"no"), ProviderRefusedError, 1),
        ((404, b"gone"), ProviderUnavailableError, 1),
        ((200, b"<html>not json"), ProviderAnswerError, 1),
        ((200, b""), ProviderAnswerError, 1),
        ((200, b"\xff\xfe"), ProviderAnswerError, 1),
        ((200, b"[" * 100_000), ProviderAnswerError, 1),
        ((200, [1, 2]), ProviderAnswerError, 1),
        ((200, "text"), ProviderAnswerError, 1),
        ((200, 7), ProviderAnswerError, 1),
        ((200, [{"lat": "north", "lon": "69"}]), ProviderAnswerError, 1),
        ((200, [{"lat": "95", "lon": "69", "display_name": "x"}]), ProviderAnswerError, 1),
        ((200, [{"display_name": "no coordinates"}]), ProviderAnswerError, 1),
        ((200, [{"lat": "nan", "lon": "1", "display_name": "x"}]), ProviderAnswerError, 1),
        ((200, b"[]", {"Content-Type": "text/json; charset=utf-99"}), ProviderAnswerError, 1),
        ((200, {"error": "bad query"}), ProviderQueryError, 1),
        ((200, [NOMINATIM], {}, 1.0), ProviderTimeoutError, 2),
    ],
)
def test_each_failure_has_its_error_and_is_never_kept(
    server: Server,
    settings: Settings,
    answer: tuple[Any, ...],
    error: type[ProviderError],
    asked: int,
) -> None:
    server.answer = lambda *_: answer
    manners = replace(QUICK, tries=2) if error is ProviderTimeoutError else QUICK
    provider = opened(server, settings, manners=manners)
    with pytest.raises(error, match="nominatim") as caught:
        provider.lookup("Panjshir")
    assert isinstance(caught.value, GeomapError)
    assert isinstance(caught.value, OSError)
    assert len(str(caught.value)) < 500
    assert len(server.asked) == asked
    server.answer = lambda *_: (200, [NOMINATIM])
    time.sleep(0.1)
    assert len(provider.lookup("Panjshir")) == 1


def test_what_a_server_says_goes_to_no_terminal(
    server: Server, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    server.answer = lambda *_: (503, b"busy", {"Retry-After": "\x1b[2Jtomorrow"})
    with pytest.raises(ProviderUnavailableError):
        opened(server, settings, manners=replace(QUICK, tries=1)).lookup("Panjshir")
    assert "tomorrow" not in capfd.readouterr().err


def test_an_item_without_a_place_is_none(server: Server, settings: Settings) -> None:
    server.answer = lambda *_: (200, {"geonames": [{}]})
    assert opened(server, settings, "geonames", options={"username": "demo"}).lookup("X") == []


def test_odd_types_inside_an_item_cost_only_themselves(server: Server, settings: Settings) -> None:
    odd = NOMINATIM | {
        "address": ["not", "a", "mapping"],
        "boundingbox": "wide",
        "importance": "much",
        "osm_id": None,
        "name": 12,
    }
    server.answer = lambda *_: (200, [odd])
    (found,) = opened(server, settings).lookup("Panjshir")
    assert found.place.name == "Panjshir"
    assert found.place.country == ""
    assert found.place.uncertainty_m == 5000


def test_a_server_that_is_not_there(settings: Settings) -> None:
    options = {"domain": "127.0.0.1:9", "scheme": "http", "proxies": {}}
    provider = open_provider("nominatim", settings=settings, manners=QUICK, options=options)
    with pytest.raises(ProviderUnavailableError):
        provider.lookup("Panjshir")


def test_public_hosts_cannot_be_asked_faster() -> None:
    assert Manners().between_s("nominatim.openstreetmap.org") >= 1.0
    assert Manners(interval_s=0.0).between_s("nominatim.openstreetmap.org") >= 1.0
    assert Manners().between_s("127.0.0.1:8080") == 0.0


LOOKUPS = """
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from geomap.geocoders import Manners, open_provider
from geomap.settings import ONLINE
domain, cache, interval_s, *names = sys.argv[1:]
settings = replace(ONLINE, cache_dir=Path(cache), user_agent="geomap-tests/1.0")
provider = open_provider(
    "nominatim",
    settings=settings,
    manners=Manners(interval_s=float(interval_s)),
    options={"domain": domain, "scheme": "http", "proxies": {}},
)
for name in names:
    provider.lookup(name)
    print(name, flush=True)
"""


def started(server: Server, settings: Settings, interval_s: float, names: list[str]) -> Any:
    argv = [sys.executable, "-c", LOOKUPS, server.url, str(settings.cache_dir), str(interval_s)]
    return subprocess.Popen([*argv, *names], stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_two_processes_share_one_pace(server: Server, settings: Settings) -> None:
    running = [
        started(server, settings, 0.25, [f"{letter}{n}" for n in range(6)]) for letter in "ab"
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    times = sorted(asked[0] for asked in server.asked)
    assert len(times) == 12
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.25


def test_a_run_that_is_killed_goes_on_where_it_was(server: Server, settings: Settings) -> None:
    names = [f"place {n}" for n in range(40)]
    process = started(server, settings, 0.02, names)
    for _ in range(8):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    before = len(server.asked)
    assert started(server, settings, 0.0, names).wait(60) == 0
    asked = [parse_qs(urlsplit(path).query)["q"][0] for _, path, _ in server.asked]
    assert set(asked) == set(names)
    # at most the one that was under way when the process was killed is asked twice
    assert len(asked) <= len(names) + 1
    assert before < len(names)


def test_many_threads_write_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "answers.sqlite")
    item = {"address": "a", "lat": 1.0, "lon": 2.0, "raw": {}}

    def write(number: int) -> None:
        for turn in range(5):
            store.keep(f"{number} {turn}", "x", [item], [f"id:{number}:{turn}"])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.answer(f"{n} {t}") == [item] for n in range(6) for t in range(5))
    assert store.place("id:3:3") == ("x", item)


def test_a_clock_set_back_blocks_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "answers.sqlite")
    store.hold("host", 0.0)
    with sqlite3.connect(store.path) as file:
        file.execute("UPDATE turns SET next_at = ?", (time.time() + 1e9,))
    with store.turn("host", interval_s=0.1, lease_s=1.0, longest_s=1.0):
        pass  # a turn that does not come within `longest_s` is an error


def test_a_process_killed_in_its_turn_blocks_the_others_only_for_its_lease(tmp_path: Path) -> None:
    store = Store(tmp_path / "answers.sqlite")
    lost = store.turn("host", interval_s=0.1, lease_s=0.4, longest_s=5.0)
    began = time.monotonic()
    lost.__enter__()
    with store.turn("host", interval_s=0.1, lease_s=0.4, longest_s=5.0):
        assert 0.3 < time.monotonic() - began < 4  # it gives up after five seconds
    # what the first one does later ends no turn of another
    with store.turn("host", interval_s=5.0, lease_s=5.0, longest_s=5.0):
        lost.__exit__(None, None, None)
        with (
            pytest.raises(ProviderLimitError),
            store.turn("host", interval_s=0.1, lease_s=0.4, longest_s=1.0),
        ):
            raise AssertionError("the turn belongs to another")


def test_a_damaged_file_is_named(server: Server, settings: Settings) -> None:
    settings.cache_dir.mkdir(parents=True)
    (settings.cache_dir / "providers.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(DataError, match="move it away"):
        opened(server, settings).lookup("Panjshir")


def test_a_chain_asks_the_second_only_where_the_first_knows_nothing(
    server: Server, settings: Settings
) -> None:
    kabul = Place(place_id="gn:1", name="Kabul", kind="P.PPLC", lon=69.17, lat=34.53)

    class Small:
        def lookup(self, name: str, **_: object) -> list[Candidate]:
            known = name == "Kabul"
            return [Candidate(place=kabul, matched=name, match="exact", score=1.0)] * known

        def place(self, place_id: str) -> Place | None:
            return kabul if place_id == "gn:1" else None

        def area(self, place_id: str) -> None:
            return None

        def places_within(self, bounds: object, **_: object) -> gpd.GeoDataFrame:
            return places_frame([kabul])

        def contains(self, folded: str) -> bool:
            return folded == "kabul"

    chain = Chain(first=Small(), then=opened(server, settings))
    assert chain.lookup("Kabul")[0].place is kabul
    assert not server.asked
    assert chain.lookup("Panjshir")[0].place.name == "Panjshir"
    assert len(server.asked) == 1
    assert chain.place("gn:1") is kabul
    assert chain.place("osm:r1836219").name == "Panjshir"
    assert chain.area("gn:1") is None
    assert list(chain.places_within((69, 34, 70, 35))["place_id"]) == ["gn:1"]
    assert chain.then.places_within((69, 34, 70, 35)).empty
    assert chain.contains("kabul")
    with pytest.raises(AttributeError):
        chain.nothing()
    again = copy.copy(chain)
    assert again.lookup("Kabul")[0].place is kabul


@pytest.mark.parametrize("wrong", [{"tries": 0}, {"timeout_s": 0}, {"interval_s": -1.0}])
def test_manners_are_checked(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="at least one try"):
        Manners(**wrong)


@pytest.mark.parametrize("led", ["http://localhost:{port}/", "https://{host}/", "http://[::1]/x"])
def test_a_redirect_to_another_host_or_port_is_not_followed(
    server: Server, settings: Settings, led: str
) -> None:
    port = server.url.rpartition(":")[2]
    to = led.format(port=port, host="evil.example")
    server.answer = lambda *_: (302, b"", {"Location": to})
    with pytest.raises(ProviderError, match="nominatim"):
        opened(server, settings, manners=replace(QUICK, tries=1)).lookup("Panjshir")
    assert len(server.asked) == 1


def test_a_redirect_on_the_same_host_is_followed(server: Server, settings: Settings) -> None:
    def answer(number: int, _: Any) -> tuple[Any, ...]:
        return (302, b"", {"Location": "/elsewhere"}) if number == 1 else (200, [NOMINATIM])

    server.answer = answer
    assert len(opened(server, settings).lookup("Panjshir")) == 1


def test_an_answer_without_end_is_given_up(server: Server, settings: Settings) -> None:
    server.answer = lambda *_: (200, b"[" + b" " * 5_000_000)
    with pytest.raises(ProviderError, match="nominatim"):
        opened(server, settings, manners=replace(QUICK, tries=1)).lookup("Panjshir")


def test_a_server_that_drips_is_given_up(settings: Settings) -> None:
    """A byte now and then keeps each step within its time-out, and the whole beyond it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        with suppress(OSError):
            client, _ = listening.accept()
            client.recv(9_999)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            for _ in range(300):
                time.sleep(0.05)
                client.sendall(b" ")

    threading.Thread(target=drip, daemon=True).start()
    url = f"127.0.0.1:{listening.getsockname()[1]}"
    manners = replace(QUICK, tries=1, timeout_s=0.2)
    began = time.monotonic()
    with pytest.raises(ProviderTimeoutError):
        opened(Server(url=url), settings, manners=manners).lookup("Panjshir")
    assert time.monotonic() - began < 10  # the answer would drip for fifteen seconds
    listening.close()

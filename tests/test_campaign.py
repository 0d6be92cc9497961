"""The campaign counts what goes wrong: a check that cannot fail would promise too much."""

import os
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
if not hasattr(os, "fork"):
    pytest.skip("the campaign needs POSIX", allow_module_level=True)
import campaign_inputs
import campaign_machines
import campaign_providers
from fuzz import doors

from geomap.errors import InputError


@pytest.mark.parametrize(
    ("error", "counted"), [(ValueError("x"), "ValueError"), (InputError("x"), "InputError")]
)
def test_what_a_door_raises_is_counted_with_its_seed(monkeypatch, error, counted):
    def door(rng, folder):
        if rng.random() < 0.5:
            raise error

    monkeypatch.setitem(doors.DOORS, "questions", door)
    outcome = campaign_inputs.Outcome()
    for seed in range(20):
        campaign_inputs.one("questions", seed, outcome)
    ((kind, n),) = outcome.wrong.items()
    assert kind.startswith(counted)
    assert 0 < n < outcome.inputs == 20
    again = campaign_inputs.Outcome()
    campaign_inputs.one("questions", outcome.seeds[kind], again)
    assert again.wrong == {kind: 1}


def test_what_hangs_is_stopped_and_what_is_slow_is_named(monkeypatch):
    monkeypatch.setattr(campaign_inputs, "HUNG_S", 1)
    monkeypatch.setattr(campaign_inputs, "SLOW_S", 0.01)
    monkeypatch.setitem(doors.DOORS, "questions", lambda *_: _busy(5))
    outcome = campaign_inputs.Outcome()
    campaign_inputs.one("questions", 7, outcome)
    assert [kind.split()[0] for kind in outcome.wrong] == ["Hung"]
    assert outcome.slow == [7]


def _busy(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_a_page_that_does_something_is_seen():
    plain = "<html><head><title>a</title></head><body><p>a</p></body></html>"
    for bad in (
        "<script>x()</script>",
        "<img src=x>",
        "<b onclick=x()>a</b>",
        "<a href='javascript:x()'>a</a>",
        "<iframe srcdoc=x></iframe>",
        "<meta http-equiv=refresh>",
    ):
        assert doors.doings(plain.replace("<p>a", f"<p>{bad}")) != doors.doings(plain)
    assert doors.doings(plain.replace("<p>a", "<p>&lt;script>")) == doors.doings(plain)


def test_a_file_that_is_written_in_place_is_destroyed_by_a_full_disk_and_by_a_kill(tmp_path):
    def write():
        with (tmp_path / "a").open("wb", buffering=0) as file:
            for _ in range(2_000):
                file.write(b"x" * 100)
                time.sleep(0.001)

    child = campaign_machines._forked(lambda: campaign_machines._in_so_many_bytes(500, write))
    os.waitpid(child, 0)
    assert (tmp_path / "a").stat().st_size == 500
    assert campaign_machines._killed(write, 0.3)
    assert 0 < (tmp_path / "a").stat().st_size < 200_000


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\n\r\n[]", b""])
def test_a_providers_fault_that_raises_something_foreign_is_named(monkeypatch, answer):
    monkeypatch.setitem(campaign_providers.FAULTS, "cut", answer)
    assert campaign_providers._tried("nominatim", "cut") == ""

    def broken(*_, **__):
        raise LookupError("utf-99")

    monkeypatch.setattr(campaign_providers, "open_provider", broken)
    assert campaign_providers._tried("nominatim", "cut") == "LookupError: utf-99"


def test_a_campaign_goes_on_where_it_was_interrupted(monkeypatch, tmp_path):
    pushed = tmp_path / "pushed"

    def door(rng, folder):
        with pushed.open("a", encoding="utf-8") as file:
            file.write("x")
        if rng.random() < 0.1:
            raise InputError("x")

    monkeypatch.setitem(doors.DOORS, "questions", door)
    monkeypatch.setattr(campaign_inputs, "SHARES", {"questions": 1.0})
    kept = tmp_path / "kept.jsonl"
    whole = campaign_inputs.run(200, 2, kept)["questions"]
    assert whole.inputs == 200
    lines = kept.read_text(encoding="utf-8").split("\n")[1::2]
    kept.write_text(
        "\n".join([*lines[:3], lines[3][:20]]), encoding="utf-8"
    )  # killed while it wrote the last one
    pushed.unlink()
    again = campaign_inputs.run(200, 2, kept)["questions"]
    assert len(pushed.read_text(encoding="utf-8")) == 50
    assert (again.wrong, again.inputs) == (whole.wrong, whole.inputs)
    # a file of more lines than there are inputs asked for counts none twice
    assert campaign_inputs.run(200, 2, kept)["questions"].inputs == 200

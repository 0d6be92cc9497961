"""Part of the campaign: providers that answer anything but what they should."""

import json
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from geomap.errors import GeomapError
from geomap.geocoders import Manners, open_provider
from geomap.settings import ONLINE

LONGEST_S = 5
_MANNERS = Manners(timeout_s=0.4, tries=1, first_wait_s=0.01, longest_wait_s=0.1)
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "nominatim": {}, "photon": {}, "geonames": {"username": "demo"}, "arcgis": {},
}  # fmt: skip


def _answer(body: object, status: str = "200 OK", headers: str = "") -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return f"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n".encode() + content


_STATUSES = (
    "100 Continue", "204 Nothing", "301 Moved", "304 Same", "400 Bad", "401 Who", "402 Pay",
    "403 No", "404 Gone", "407 Proxy", "408 Late", "410 Gone", "418 Pot", "429 Slow", "500 Broken",
    "502 Bad", "503 Busy", "504 Late", "999 ?", "-1 ?", "abc ?",
)  # fmt: skip
_ITEMS = (
    {"lat": "north", "lon": "69"},
    {"lat": "95", "lon": "69", "display_name": "x"},
    {"lat": "nan", "lon": "1", "display_name": "x"},
    {"lat": 1, "lon": 1, "display_name": ["x"]},
    {"lat": "1", "lon": "1", "display_name": "\ud800", "boundingbox": "wide", "osm_id": {}},
)
_BODIES = (
    b"", b"<html>", b"\xff\xfe", b"[" * 100_000, b"{" * 9, b"nul", b"NaN", b'"\\ud800"',
    b"[" + b" " * 9_000_000, b'[{"lat": 1e999}]', [1, 2], "text", 7, None, {}, [[]], [None],
    {"error": "bad"}, {"features": 5}, {"geonames": [{}]}, {"candidates": {}},
    {"status": {"value": 99, "message": "no"}}, *([item] for item in _ITEMS),
    {"features": [{"geometry": {"coordinates": ["a"]}, "properties": []}]},
)  # fmt: skip
FAULTS: Mapping[str, bytes] = {
    **{status: _answer(b"[]", status) for status in _STATUSES},
    **{f"body {n}": _answer(body) for n, body in enumerate(_BODIES)},
    "wait for years": _answer(b"", "429 Slow", "Retry-After: 999999999999\r\n"),
    "wait for words": _answer(b"", "503 Busy", "Retry-After: tomorrow\r\n"),
    "another host": _answer(b"", "302 Found", "Location: http://evil.example/\r\n"),
    "a file": _answer(b"", "302 Found", "Location: file:///etc/passwd\r\n"),
    "a ring": _answer(b"", "302 Found", "Location: /search\r\n"),
    "nowhere": _answer(b"", "302 Found", "Location: http://[::\r\n"),
    "no charset": _answer(b"[]", headers="Content-Type: text/json; charset=utf-99\r\n"),
    "no gzip": _answer(b"[]", headers="Content-Encoding: gzip\r\n"),
    "cut": _answer(b"[", headers="Content-Length: 999\r\n"),
    "chunks of nothing": _answer(b"zz\r\n", headers="Transfer-Encoding: chunked\r\n"),
    "headers without end": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500_000,
    "no HTTP": b"\x00\x01\x02" * 99,
    "silence": b"",
    "dripping": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
}


def run() -> tuple[int, dict[str, str]]:
    """How many faults were tried on the providers, and those that did not end well."""
    wrong: dict[str, str] = {}
    for name in _OPTIONS:
        for fault in FAULTS:
            if said := _tried(name, fault):
                wrong[f"{name}, {fault}"] = said
    return len(_OPTIONS) * len(FAULTS), wrong


def _tried(name: str, fault: str) -> str:
    """What was wrong with how a provider's fault ended; "" for nothing."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _serving(fault) as url:
        settings = replace(ONLINE, cache_dir=Path(folder), user_agent="geomap-campaign/1.0")
        options = {"domain": url, "scheme": "http", "proxies": {}} | dict(_OPTIONS[name])
        try:
            open_provider(name, settings=settings, manners=_MANNERS, options=options).lookup("Gao")
        except GeomapError as error:
            if len(str(error)) > 500:
                return f"says {str(error)[:80]!r} and more"
        except Exception as error:  # what this looks for
            return f"{type(error).__name__}: {error}"[:200]
    took_s = time.monotonic() - began
    return f"took {took_s:.1f} s" if took_s > LONGEST_S else ""


@contextmanager
def _serving(fault: str) -> Iterator[str]:
    """A server that answers everybody with one fault."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                threading.Thread(target=_send, args=(client, fault), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    listening.close()


def _send(client: socket.socket, fault: str) -> None:
    with suppress(OSError), client:
        client.recv(9_999)
        client.sendall(FAULTS[fault])
        for _ in range(200 if fault == "dripping" else 0):
            time.sleep(0.05)
            client.sendall(b" ")
        if fault == "silence":
            time.sleep(10)

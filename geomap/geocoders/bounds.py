"""What a provider may cost: a whole time, a size, and no way to another host."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector

from geopy.exc import GeocoderServiceError, GeocoderTimedOut

T = TypeVar("T")
MOST_BYTES = 4_000_000
_CHUNK = 1 << 16
_PORTS = {"http": 80, "https": 443}


class SameHost(HTTPRedirectHandler):
    """Follows a redirect to the same host alone, and never from https to http.

    An answer that leads elsewhere would carry the name asked for, and the user's key, to a host
    that nobody chose.
    """

    handler_order = 400  # before urllib's own, which follows any

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        """The request to make instead, or an error that says where the answer led."""
        asked, led = urlsplit(req.full_url), urlsplit(newurl)
        kept = led.hostname == asked.hostname and _port(led) == _port(asked)
        safer = led.hostname == asked.hostname and (asked.scheme, led.scheme) == ("http", "https")
        if not (kept and led.scheme == asked.scheme) and not safer:
            why = f"expected no redirect to another host, got one to {led.scheme}://{led.hostname}"
            raise HTTPError(req.full_url, code, why, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _port(parts: Any) -> int | None:
    return parts.port or _PORTS.get(parts.scheme)


def opened(opener: OpenerDirector) -> Callable[..., Any]:
    """`urlopen` of an opener that follows no redirect elsewhere, and gives a bounded page."""
    opener.add_handler(SameHost())
    ask = opener.open

    def open_(*args: Any, **kwargs: Any) -> Any:
        page = ask(*args, **kwargs)
        read = page.read

        def bounded(*_: Any) -> bytes:
            found = bytearray()
            while chunk := read(_CHUNK):
                found += chunk
                if len(found) > MOST_BYTES:
                    page.close()
                    raise GeocoderServiceError(f"expected at most {MOST_BYTES:,} bytes")
            return bytes(found)

        page.read = bounded
        return page

    return open_


def within(seconds: float, call: Callable[[], T]) -> T:
    """What a call gives, or a time-out after so many seconds in all.

    A socket's time-out counts for each step alone: a server that sends a byte now and then would
    keep a run for ever.

    Raises
    ------
    geopy.exc.GeocoderTimedOut
        If the call has not ended by then; it is left to end by itself.
    """
    answer: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(call())
        except BaseException as error:  # raised again where the call was made
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise GeocoderTimedOut(f"no whole answer within {seconds:g} s")
    if failure:
        raise failure[0]
    return answer[0]

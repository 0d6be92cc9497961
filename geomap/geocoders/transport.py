"""How providers are asked: in turn, again after a failure, and never more often than they allow."""

import http.client
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, URLLibAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeopyError

from geomap.errors import InputError
from geomap.geocoders.bounds import opened, within
from geomap.geocoders.store import Store

# it repeats what a server says: without a handler that would go to the terminal as it is
logging.getLogger("geopy").addHandler(logging.NullHandler())
_SHOWN_CHARS = 200
# a time-out counts for each step of a request: reaching, sending, waiting
_LEASE_TIMEOUTS = 3


# Nominatim's terms: at most one request a second for the whole application, in one thread
_PUBLIC_INTERVALS_S = {"nominatim.openstreetmap.org": 1.0, "photon.komoot.io": 1.0}


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How a provider is asked.

    Attributes
    ----------
    interval_s
        Least seconds from the end of a request to the next, of all processes; by default what
        the public hosts' terms say, and none for other hosts.
    timeout_s
        Seconds to wait for each step of an answer; the whole may take three times as long.
    tries
        How often a request is made before its failure is raised.
    first_wait_s
        Wait after the first failure; it doubles with each further one. `Retry-After` wins.
    longest_wait_s
        A provider that wants a longer wait is not waited for: its wish is raised.
    """

    interval_s: float | None = None
    timeout_s: float = 10.0
    tries: int = 4
    first_wait_s: float = 1.0
    longest_wait_s: float = 120.0

    def __post_init__(self) -> None:
        waits = (self.interval_s or 0.0, self.first_wait_s, self.longest_wait_s)
        if self.tries < 1 or self.timeout_s <= 0 or min(waits) < 0:
            raise InputError(
                f"expected at least one try, a time-out above 0 and no negative wait, got {self}"
            )

    def between_s(self, host: str) -> float:
        """Least seconds between two requests to a host."""
        # asking a public host more often than its terms say is not to be had
        return max(self.interval_s or 0.0, _PUBLIC_INTERVALS_S.get(host, 0.0))


class PoliteAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """geopy's way to the network, with turns, retries and `Retry-After`."""

    def __init__(self, *, proxies: Any, ssl_context: Any, store: Store, manners: Manners) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        # urllib alone: an adapter that retries by itself would jump the queue
        self._inner = URLLibAdapter(proxies=proxies, ssl_context=ssl_context)
        self._inner.urlopen = opened(self._inner.urlopen.__self__)
        self._store = store
        self._manners = manners

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Ask for JSON."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            shown = " ".join(text[:_SHOWN_CHARS].split())
            raise GeocoderParseError(f"expected JSON, got {shown!r}") from error

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Ask for text, in turn, again where the failure may pass."""
        host = urlsplit(url).netloc.rpartition("@")[2].casefold()
        manners = self._manners
        for attempt in range(1, manners.tries + 1):
            try:
                return self._once(host, url, timeout, headers)
            except (AdapterHTTPError, GeopyError) as error:
                wait_s = _wait_s(error, manners.first_wait_s * 2 ** (attempt - 1))
                if wait_s is not None:
                    self._store.hold(host, wait_s)
                if wait_s is None or attempt == manners.tries or wait_s > manners.longest_wait_s:
                    raise
        raise AssertionError("tries is at least 1")

    def _once(self, host: str, url: str, timeout: float, headers: Mapping[str, str]) -> str:
        interval_s = self._manners.between_s(host)
        with self._store.turn(
            host,
            interval_s=interval_s,
            lease_s=_LEASE_TIMEOUTS * timeout + interval_s,
            longest_s=self._manners.longest_wait_s + _LEASE_TIMEOUTS * timeout,
        ):
            get = partial(self._inner.get_text, url, timeout=timeout, headers=headers)
            return str(within(_LEASE_TIMEOUTS * timeout, get))


def _wait_s(error: Exception, back_off_s: float) -> float | None:
    """Seconds to wait before a request is made again; None for a failure that stays."""
    if isinstance(error, AdapterHTTPError):
        if error.status_code != 429 and error.status_code < 500:
            return None
        asked_s = get_retry_after(error.headers)
        return back_off_s if asked_s is None else float(asked_s)
    cause = error.__context__
    passing = isinstance(cause, (OSError, http.client.HTTPException))
    return back_off_s if isinstance(error, GeocoderTimedOut) or passing else None

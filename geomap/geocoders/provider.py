"""An online provider behind the gazetteer's protocol."""

import inspect
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn
from urllib.parse import quote

import geopandas as gpd
from geopy.adapters import AdapterHTTPError
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderNotFound,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.geocoders.errors import (
    OfflineError,
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderQueryError,
    ProviderRefusedError,
    ProviderTimeoutError,
    ProviderUnavailableError,
    UserAgentError,
)
from geomap.geocoders.reading import candidate
from geomap.geocoders.store import Items, Store
from geomap.geocoders.transport import Manners, PoliteAdapter
from geomap.model import Candidate, Place, places_frame
from geomap.settings import OFFLINE, Settings

_MAX_NAME_CHARS = 250
_NEAR_DEG = 2.0
_STORE_NAME = "providers.sqlite"
_NO_AGENTS = ("geopy/", "my-application", "specify_your_app_name_here", "my_app/1")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One of geopy's geocoders with a memory and manners; it implements `model.Gazetteer`.

    Attributes
    ----------
    name
        geopy's name of the service, such as "nominatim".
    geocoder
        geopy's object.
    store
        Where its answers are kept.
    """

    name: str
    geocoder: Any
    store: Store
    secrets: tuple[str, ...] = ()

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Candidates for a name, in the provider's order.

        What was once answered is never asked again. A name that is blank or longer than 250
        characters is no name of a place: nobody is asked. `country` is passed on where the
        provider takes it; candidates that are said to lie in another country are left out.

        Raises
        ------
        ProviderError
            One of its kinds, if the provider cannot be asked or its answer cannot be read.
        """
        query = _clean(name)
        if not 0 < len(query) <= _MAX_NAME_CHARS or limit < 1:
            return []
        code = country.upper() if country else None
        spot = None if near is None else (round(near[0], 2), round(near[1], 2))
        key = json.dumps(
            [self.name, str(getattr(self.geocoder, "api", "")), query, code, spot, limit],
            ensure_ascii=False,
        )
        items = self.store.answer(key)
        if items is None:
            items = self._ask(query, code, spot, limit)
            found = self._candidates(query, items)
            self.store.keep(key, self.name, items, [c.place.place_id for c in found])
        found = self._candidates(query, items)
        return [c for c in found if not code or c.place.country in {"", code}][:limit]

    def place(self, place_id: str) -> Place | None:
        """A place that this or another provider once named, or None; nobody is asked."""
        kept = self.store.place(place_id)
        return None if kept is None else candidate(kept[0], kept[1], query="", rank=1).place

    def area(self, place_id: str) -> BaseGeometry | None:  # noqa: ARG002 - the protocol's name
        """None: providers are asked for points alone."""
        return None

    def places_within(self, bounds: Any, **_: Any) -> gpd.GeoDataFrame:  # noqa: ARG002
        """No places: providers are asked for names alone."""
        return places_frame([])

    def _candidates(self, query: str, items: Items) -> list[Candidate]:
        return [
            candidate(self.name, item, query=query, rank=rank) for rank, item in enumerate(items, 1)
        ]

    def _ask(
        self, query: str, country: str | None, near: tuple[float, float] | None, limit: int
    ) -> Items:
        options = _options(self.geocoder.geocode, country, near, limit)
        try:
            found = self.geocoder.geocode(query, **options)
        except ProviderError:
            raise
        except GeopyError as error:
            self._raise(error)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # geopy's parsers trust the format; what breaks them is a broken answer, or its charset
            raise ProviderAnswerError(
                f"{self.name}: expected an answer in its format: {type(error).__name__}: "
                f"{self._hidden(str(error))}"
            ) from error
        located = [] if found is None else found if isinstance(found, list) else [found]
        return [
            {"address": at.address, "lat": at.latitude, "lon": at.longitude, "raw": at.raw}
            for at in located
            if at is not None
        ]

    def _raise(self, error: GeopyError) -> NoReturn:
        message = f"{self.name}: {self._hidden(str(error))}"
        cause = error.__cause__
        if isinstance(cause, AdapterHTTPError) and cause.status_code >= 500:
            raise ProviderUnavailableError(message) from error
        if isinstance(error, GeocoderQuotaExceeded):
            wait_s = getattr(error, "retry_after", None)
            raise ProviderLimitError(message, retry_after_s=wait_s) from error
        ours = next((ours for theirs, ours in _ERRORS if isinstance(error, theirs)), None)
        raise (ours or ProviderUnavailableError)(message) from error

    def _hidden(self, text: str) -> str:
        """A message without keys and passwords, at a readable length."""
        for secret in self.secrets:
            text = text.replace(secret, "***").replace(quote(secret), "***")
        return " ".join(text.split())[:300]


_ERRORS: tuple[tuple[type[GeopyError], type[ProviderError]], ...] = (
    (GeocoderAuthenticationFailure, ProviderRefusedError),
    (GeocoderInsufficientPrivileges, ProviderRefusedError),
    (GeocoderQueryError, ProviderQueryError),
    (GeocoderParseError, ProviderAnswerError),
    (GeocoderTimedOut, ProviderTimeoutError),
    (GeocoderUnavailable, ProviderUnavailableError),
)


def provider_names() -> tuple[str, ...]:
    """Names of the services that `open_provider` takes."""
    return tuple(sorted(SERVICE_TO_GEOCODER))


def open_provider(
    name: str,
    *,
    settings: Settings = OFFLINE,
    manners: Manners | None = None,
    options: Mapping[str, Any] | None = None,
) -> Provider:
    """Open one of geopy's geocoders.

    Parameters
    ----------
    name
        "nominatim", "photon", "geonames", "arcgis" or another of `provider_names()`.
    settings
        `online` must be True and `user_agent` must name your application; answers are kept in
        `cache_dir`, and the pace is kept by all processes that share it.
    manners
        Time-out, tries, waits and pace.
    options
        What geopy's class takes beside them: `username` for GeoNames, `api_key` for others,
        `domain` and `scheme` for a server of your own.

    Raises
    ------
    OfflineError
        If the settings say to stay offline.
    UserAgentError
        If the settings do not name the application.
    InputError
        If there is no such service, or it needs other options.
    """
    try:
        service = get_geocoder_for_service(name)
    except GeocoderNotFound:
        known = ", ".join(provider_names())
        raise InputError(f"expected a provider of {known}, got {name!r}") from None
    if not settings.online:
        raise OfflineError(f"{name}: going online needs settings with online=True")
    _check_agent(settings.user_agent)
    chosen, given = manners or Manners(), dict(options or {})
    store = Store(settings.cache_dir / _STORE_NAME)
    try:
        geocoder = service(
            **given,
            user_agent=settings.user_agent,
            timeout=chosen.timeout_s,
            adapter_factory=partial(PoliteAdapter, store=store, manners=chosen),
        )
    except (TypeError, ConfigurationError) as error:
        raise InputError(f"{name}: expected other options: {error}") from error
    public = {"domain", "scheme", "proxies"}
    secrets = tuple(str(v) for k, v in sorted(given.items()) if k not in public and v)
    return Provider(name=name.lower(), geocoder=geocoder, store=store, secrets=secrets)


def _check_agent(agent: str | None) -> None:
    if not agent or not agent.strip() or agent.strip().lower().startswith(_NO_AGENTS):
        raise UserAgentError(
            "expected settings.user_agent to name your application and a contact, such as "
            f"'newsroom-map/1.0 (desk@example.org)', as providers' terms demand; got {agent!r}"
        )
    if not agent.isascii() or not agent.isprintable():
        raise UserAgentError(f"expected settings.user_agent in plain ASCII, got {agent!r}")


def _clean(name: str) -> str:
    text = unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")
    return " ".join(text.split())


def _options(
    geocode: Any, country: str | None, near: tuple[float, float] | None, limit: int
) -> dict[str, Any]:
    """What a geocoder's own `geocode` takes of what is asked, under its own names."""
    wanted: dict[str, Any] = {"exactly_one": False, "limit": limit, "language": "en"}
    wanted |= {"addressdetails": True, "out_fields": "*"}
    if country:
        wanted |= {"country_codes": [country.lower()], "countries": [country], "country": country}
    if near:
        lon, lat = near
        corners = [
            (max(lat - _NEAR_DEG, -90.0), max(lon - _NEAR_DEG, -180.0)),
            (min(lat + _NEAR_DEG, 90.0), min(lon + _NEAR_DEG, 180.0)),
        ]
        wanted |= {"location_bias": (lat, lon), "proximity": (lat, lon), "viewbox": corners}
    taken = inspect.signature(geocode).parameters
    return {name: value for name, value in wanted.items() if name in taken}

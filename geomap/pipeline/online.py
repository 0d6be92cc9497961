"""Places that the shipped gazetteer lacks, asked of an online provider where the user says so."""

from dataclasses import replace

from geomap.gazetteer import open_gazetteer
from geomap.model import DRAWN_ROLES, Gazetteer, Resolution
from geomap.settings import Settings

_LIMIT = 5


def open_provider(settings: Settings) -> Gazetteer | None:
    """The provider that the settings name, or None.

    Raises
    ------
    OfflineError, UserAgentError
        If a provider is named but `settings.online` is False, or there is no user agent.
    """
    if settings.provider is None:
        return None
    from geomap import geocoders

    options = dict(settings.provider_options)
    return geocoders.open_provider(settings.provider, settings=settings, options=options)


def chain(settings: Settings) -> Gazetteer:
    """The shipped gazetteer, and behind it the provider where one is named."""
    first = open_gazetteer(settings, extra=settings.places)
    provider = open_provider(settings)
    if provider is None:
        return first
    from geomap.geocoders import Chain

    return Chain(first=first, then=provider)


def ask(resolution: Resolution, provider: Gazetteer) -> Resolution:
    """Ask the provider about a place that is unresolved; its refusal becomes the reason."""
    if resolution.place is not None or resolution.mention.role not in DRAWN_ROLES:
        return resolution
    from geomap.geocoders import ProviderError

    try:
        found = provider.lookup(resolution.mention.text, limit=_LIMIT)
    except ProviderError as error:
        return replace(resolution, reason=f"{resolution.reason}; {error}".strip("; "))
    if not found:
        return replace(resolution, reason=f"{resolution.reason}; nor does the provider know it")
    best, *others = found
    return replace(
        resolution,
        place=best.place,
        probability=best.score,
        alternatives=tuple(others),
        reason="",
        explanation=(f"not in the shipped gazetteer; {best.place.source}",),
    )

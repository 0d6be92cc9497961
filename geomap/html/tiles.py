"""Online tiles, only where the user asks for them, only from a provider that allows it."""

from typing import Any

import folium

from geomap.errors import InputError

# Their servers refuse pages without a referrer, which a page opened from disk cannot send.
_REFUSING = ("tile.openstreetmap.org",)
_SUBDOMAINS = "abcd"


def tile_layer(provider: Any) -> tuple[folium.TileLayer, tuple[str, ...]]:
    """A tile layer of a provider, and the origins that the page must be allowed to ask.

    Parameters
    ----------
    provider
        An `xyzservices.TileProvider` or the name of one.

    Raises
    ------
    InputError
        If there is no such provider, it needs a key that is not set, is not https, or refuses
        pages opened from disk.
    """
    import xyzservices  # type: ignore[import-untyped]

    if isinstance(provider, str):
        try:
            provider = xyzservices.providers.query_name(provider)
        except ValueError as error:
            raise InputError(f"expected the name of a tile provider, got {provider!r}") from error
    if not isinstance(provider, xyzservices.TileProvider):
        raise InputError(f"expected an xyzservices.TileProvider, got {type(provider).__name__}")
    if provider.requires_token():
        raise InputError(f"expected a key for {provider.name}; set it on the provider")
    url = provider.build_url(scale_factor="")
    origins = _origins(url, str(provider.get("subdomains", _SUBDOMAINS)))
    layer = folium.TileLayer(
        tiles=url,
        attr=provider.html_attribution,
        name="Online tiles",
        overlay=False,
        control=False,
        subdomains=str(provider.get("subdomains", "abc")),
        max_zoom=int(provider.get("max_zoom", 18)),
    )
    return layer, origins


def _origins(url: str, subdomains: str) -> tuple[str, ...]:
    origin = "/".join(url.split("/")[:3])
    if not origin.startswith("https://"):
        raise InputError(f"expected a provider that serves https, got {origin}")
    if any(host in origin for host in _REFUSING):
        raise InputError(
            "expected a provider that allows pages opened from disk; "
            f"{origin.removeprefix('https://')} refuses them"
        )
    if "{s}" not in origin:
        return (origin,)
    return tuple(origin.replace("{s}", letter) for letter in subdomains)

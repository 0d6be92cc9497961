"""Online tiles, only where the user asks for them, only from a provider that allows it."""

from typing import Any

import folium

from geomap.errors import InputError
from geomap.maps import page


def tile_layer(provider: Any) -> folium.TileLayer:
    """A tile layer of a provider; a page allows its origin by its policy.

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
    page.tile_origins(url)
    return folium.TileLayer(
        tiles=url,
        attr=provider.html_attribution,
        name="Online tiles",
        overlay=False,
        control=False,
        subdomains=str(provider.get("subdomains", "abc")),
        max_zoom=int(provider.get("max_zoom", 18)),
    )

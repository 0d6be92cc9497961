"""Online providers behind the gazetteer's protocol: off unless asked, polite, with a memory.

>>> from dataclasses import replace
>>> from geomap import ONLINE
>>> named = replace(ONLINE, user_agent="newsroom-map/1.0 (desk@example.org)")
>>> open_provider("nominatim", settings=named).lookup("Bazarak")  # doctest: +SKIP
"""

from geomap.geocoders.chain import Chain
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
from geomap.geocoders.provider import Provider, open_provider, provider_names
from geomap.geocoders.store import Store
from geomap.geocoders.transport import Manners

__all__ = [
    "Chain",
    "Manners",
    "OfflineError",
    "Provider",
    "ProviderAnswerError",
    "ProviderError",
    "ProviderLimitError",
    "ProviderQueryError",
    "ProviderRefusedError",
    "ProviderTimeoutError",
    "ProviderUnavailableError",
    "Store",
    "UserAgentError",
    "open_provider",
    "provider_names",
]

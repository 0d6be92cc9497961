"""What can go wrong with an online provider; every error is a `ProviderError`."""

from geomap.errors import GeomapError


class ProviderError(GeomapError, OSError):
    """An online provider was asked and did not help."""


class OfflineError(ProviderError):
    """An online provider is wanted although the settings say to stay offline."""


class UserAgentError(ProviderError, ValueError):
    """The settings do not name the application, as the providers' terms demand."""


class ProviderTimeoutError(ProviderError, TimeoutError):
    """The provider did not answer in time."""


class ProviderUnavailableError(ProviderError, ConnectionError):
    """The provider cannot be reached, or fails (HTTP 5xx), also after the retries."""


class ProviderLimitError(ProviderError):
    """The provider wants fewer requests; `retry_after_s` is how long to wait, where it says so."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class ProviderRefusedError(ProviderError, PermissionError):
    """The provider refuses the key, the account or the application."""


class ProviderQueryError(ProviderError, ValueError):
    """The provider does not accept the query."""


class ProviderAnswerError(ProviderError, ValueError):
    """The provider's answer is not what its format says."""

"""Options that several commands share, and the settings that they make."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from geomap.errors import InputError
from geomap.settings import OFFLINE, Settings

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="report files or folders")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Published = Annotated[
    str | None, typer.Option(help="day of publication of reports that do not say theirs")
]
Overrides = Annotated[
    Path | None, typer.Option(help="your own decisions on mentions, CSV or YAML; they win")
]
Places = Annotated[
    list[Path] | None, typer.Option(help="CSV of your own places: name,lon,lat,...; repeatable")
]
Locality = Annotated[
    bool, typer.Option("--outlet-locality", help="let an outlet's other reports say where it is")
]
Roads = Annotated[
    Path | None, typer.Option(help="your roads, GeoPackage or OSMnx's GraphML: ways follow them")
]
Provider = Annotated[
    str | None, typer.Option(help="go online for what the gazetteer lacks: nominatim, photon, ...")
]
Agent = Annotated[
    str | None, typer.Option("--user-agent", help="how you name yourself to the provider")
]
ProviderOptions = Annotated[
    list[str] | None,
    typer.Option("--provider-option", help="KEY=VALUE: username, api_key, domain, scheme"),
]


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was given on the command line, as far as it changes the settings."""

    overrides: Path | None = None
    places: list[Path] | None = None
    roads: Path | None = None
    outlet_locality: bool = False
    provider: str | None = None
    user_agent: str | None = None
    provider_options: list[str] | None = None

    def settings(self) -> Settings:
        """The offline settings with what was given; a provider alone goes online."""
        return replace(
            OFFLINE,
            overrides=self.overrides,
            places=tuple(self.places or ()),
            roads=self.roads,
            outlet_locality=self.outlet_locality,
            online=self.provider is not None,
            provider=self.provider,
            user_agent=self.user_agent,
            provider_options=tuple(_pair(text) for text in self.provider_options or ()),
        )


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise InputError(f"--provider-option expects KEY=VALUE, got {text!r}")
    return key, value

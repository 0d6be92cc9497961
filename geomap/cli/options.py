"""Options that several commands share, and the settings that they make."""

import os
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap.errors import InputError
from geomap.settings import OFFLINE, Settings

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="report files or folders")]
MaybePaths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH...]", help="report files or folders")
]
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
Sides = Annotated[
    Path | None, typer.Option(help="CSV of parties: name,aliases,people; who shares a colour")
]
Country = Annotated[
    str | None, typer.Option(help="what the reports are about: AF, AFG or Afghanistan")
]
Near = Annotated[str | None, typer.Option(help="names rather mean what is near this, or LON,LAT")]
Locality = Annotated[
    bool, typer.Option("--outlet-locality", help="let an outlet's other reports say where it is")
]
Days = Annotated[
    str | None, typer.Option(help="only events of these days: 2021-08, or 2021-08-20/2021-08-25")
]
Where = Annotated[
    str | None, typer.Option(help="only events there: a place, or WEST,SOUTH,EAST,NORTH")
]
Anonymous = Annotated[
    bool, typer.Option("--anonymous-sources", help="leave out the names of your files and folders")
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


IMPORTED = "GEOMAP_IMPORTED"
"""Environment variable that says "none" where imported gazetteers shall not be read."""


def base() -> Settings:
    """The offline settings of this process; `GEOMAP_IMPORTED=none` leaves imports out."""
    said = os.environ.get(IMPORTED, "")
    if said not in {"", "none"}:
        raise InputError(f"expected {IMPORTED} to be none or not set, got {said[:40]!r}")
    return replace(OFFLINE, imported=()) if said else OFFLINE


@dataclass(frozen=True, kw_only=True)
class Given:
    """The options of reading reports, as a command that is `with_reading` has them."""

    published: Published = None
    overrides: Overrides = None
    places: Places = None
    sides: Sides = None
    country: Country = None
    near: Near = None
    outlet_locality: Locality = False
    provider: Provider = None
    user_agent: Agent = None
    provider_options: ProviderOptions = None

    def settings(self) -> Settings:
        """The offline settings with what was given; a provider alone goes online."""
        from geomap.pipeline import spoken_of

        told = replace(
            base(),
            overrides=self.overrides,
            places=tuple(self.places or ()),
            sides=self.sides,
            outlet_locality=self.outlet_locality,
            online=self.provider is not None,
            provider=self.provider,
            user_agent=self.user_agent,
            provider_options=tuple(_pair(text) for text in self.provider_options or ()),
        )
        return spoken_of(told, self.country, self.near)


def with_reading(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `given` is filled from the options that `Given` lists.

    They stand in its help where `given` stands in its signature.
    """
    own = signature(command, eval_str=True)
    options = [
        Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=one.type)
        for one in fields(Given)
    ]
    listed = [
        shown
        for parameter in own.parameters.values()
        for shown in (options if parameter.name == "given" else [parameter])
    ]

    @wraps(command)
    def filled(*args: Any, **kwargs: Any) -> None:
        given = Given(**{option.name: kwargs.pop(option.name) for option in options})
        command(*args, given=given, **kwargs)

    filled.__signature__ = own.replace(parameters=listed)  # type: ignore[attr-defined]
    return filled


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise InputError(f"--provider-option expects KEY=VALUE, got {text!r}")
    return key, value

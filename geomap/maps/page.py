"""The page around a map: Leaflet inlined, a policy that forbids the network, counted ids."""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from branca.element import Element, Figure
from folium.raster_layers import TileLayer

from geomap.errors import InputError

_ID = re.compile(r"[0-9a-f]{32}")
_LINK = re.compile(r"""<(?:script|link)\b[^>]*?(?:src|href)\s*=\s*["'](https?://[^"']+)["']""")
_BLOCK = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_VIEWPORT = re.compile(r"<meta name=\"viewport\"[^>]*?/>", re.DOTALL)
# their servers refuse pages without a referrer, which a page opened from disk cannot send
_REFUSING = ("tile.openstreetmap.org",)
_STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE)


class Raw(Element):
    """Text that goes into the page as it is; no template engine reads it."""

    def __init__(self, text: str):
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002  # branca's signature
        """Return the text."""
        return self.text


class Page(Figure):
    """A figure that renders to one self-contained HTML file, the same bytes each time.

    Parameters
    ----------
    title
        Text of the page's title; any text, it is escaped.
    lang
        Language of the page's own words.
    """

    def __init__(self, *, title: str = "Map", lang: str = "en"):
        super().__init__(title=title)
        self.lang = lang
        self.height = "720px"
        self.tiles_allowed = False
        self.tile_origins: tuple[str, ...] = ()
        self.without_scripts = ""

    def render(self, **kwargs: Any) -> str:
        """Render the page; the tree of elements is left as it was."""
        with _untouched(self):
            for child in list(self._children.values()):
                child.render(**kwargs)
            parts = [self._join(p, **kwargs) for p in (self.header, self.html, self.script)]
            if self.tiles_allowed:
                self.tile_origins = _added_origins(self)
            ids = frozenset(element._id for element in _walk(self))
        return self._document(*counted(parts, ids))

    def add_leaflet(self) -> None:
        """Put Leaflet's style sheet and script into the page's head, once."""
        script, style = leaflet()
        for name, text in (
            ("leaflet_css", f"<style>\n{style}</style>"),
            ("leaflet", f"<script>\n{script}\n{asset('standins.js')}</script>"),
        ):
            self.header.add_child(Raw(text), name=name)

    @staticmethod
    def _join(part: Element, **kwargs: Any) -> str:
        return "\n".join(str(child.render(**kwargs)) for child in part._children.values())

    def _document(self, head: str, body: str, script: str) -> str:
        head = _VIEWPORT.sub("", head).strip()
        body = f"{self.without_scripts}\n{body.strip()}".strip()
        script = f"<script>\n{script.strip()}\n</script>"
        own = "\n".join((head, without_data(body), script))
        styled = any(map(_STYLE_ATTRIBUTE.search, (script, without_data(body))))
        policy = content_security_policy(own, self.tile_origins, styled=styled)
        return (
            f'<!DOCTYPE html>\n<html lang="{html.escape(self.lang)}" dir="ltr">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{html.escape(self.title or 'Map')}</title>\n{head}\n</head>\n<body>\n"
            f"{body}\n{script}\n</body>\n</html>\n"
        )


@contextmanager
def _untouched(root: Figure) -> Iterator[None]:
    """Restore every element's children on leaving: rendering adds some, each time others."""
    kept = [(element, dict(element._children)) for element in _walk(root)]
    try:
        yield
    finally:
        for element, children in kept:
            element._children.clear()
            element._children.update(children)


def _walk(element: Element) -> Iterator[Element]:
    yield element
    if isinstance(element, Figure):
        for part in (element.header, element.html, element.script):
            yield from _walk(part)
    for child in element._children.values():
        yield from _walk(child)


def counted(parts: Sequence[str], ids: frozenset[str]) -> list[str]:
    """Replace branca's random ids by numbers in the order of their first appearance.

    Parameters
    ----------
    parts
        Texts of one page, counted through.
    ids
        The random ids; any other run of 32 hexadecimal digits stays as it is.
    """
    seen: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return seen.setdefault(found[0], str(len(seen) + 1)) if found[0] in ids else found[0]

    return [_ID.sub(number, part) for part in parts]


def without_data(text: str) -> str:
    """The text without its JSON elements, which no parser takes for markup."""
    first, *rest = text.split('<script type="application/json"')
    return first + "".join(part.partition("</script>")[2] for part in rest)


def external_links(text: str) -> list[str]:
    """Addresses that a page would load scripts or style sheets from, sorted."""
    return sorted(set(_LINK.findall(text)))


def content_security_policy(
    text: str, tile_origins: Sequence[str] = (), *, styled: bool = False
) -> str:
    """The policy of a page: its own scripts by their hash, pictures as data, nothing else.

    Parameters
    ----------
    text
        The page's head and body.
    tile_origins
        Origins that pictures may come from; none by default.
    styled
        Whether folium's own markup carries style attributes, which no hash can allow.
    """
    scripts, styles = _hashes(text, "script"), _hashes(text, "style")
    linked = sorted({"/".join(url.split("/")[:3]) for url in external_links(text)})
    style = "'unsafe-inline'" if styled else styles
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"script-src {' '.join([scripts, *linked])}".strip(),
            f"style-src {' '.join([style, *linked])}".strip(),
            f"img-src {' '.join(['data:', 'blob:', *tile_origins])}",
            *([f"font-src data: {' '.join(linked)}"] if linked else []),
        )
    )


def tile_origins(url: str, subdomains: str = "abc") -> tuple[str, ...]:
    """Where the pictures of an address of tiles come from, for the page's policy.

    Raises
    ------
    InputError
        If it is not https, or its server refuses pages opened from disk.
    """
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


def _added_origins(root: Figure) -> tuple[str, ...]:
    """Origins of the tile layers that were added to a page's maps, each chosen by its author."""
    layers = (one for one in _walk(root) if isinstance(one, TileLayer) and one.tiles)
    found = (tile_origins(one.tiles, str(one.options.get("subdomains", "abc"))) for one in layers)
    return tuple(sorted({origin for origins in found for origin in origins}))


def _hashes(text: str, tag: str) -> str:
    blocks = [
        body
        for name, attributes, body in _BLOCK.findall(text)
        if name.lower() == tag and "application/json" not in attributes and body
    ]
    digests = {hashlib.sha256(body.encode()).digest() for body in blocks}
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in sorted(digests)) or "'none'"


@cache
def asset(name: str) -> str:
    """Text of one of the package's own JavaScript and CSS files."""
    return resources.files("geomap.maps").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def leaflet() -> tuple[str, str]:
    """Leaflet's script and style sheet from the installed package, its pictures as data."""
    from xstatic.pkg import leaflet as package

    folder = Path(package.BASE_DIR)
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    script = re.sub(r"\n?//# sourceMappingURL=.*", "", script)
    style = (folder / "leaflet.css").read_text(encoding="utf-8")

    def picture(name: str) -> str:
        return data_uri("png", (folder / name).read_bytes())

    style = re.sub(r"url\((images/[\w.-]+)\)", lambda m: f"url({picture(m[1])})", style)
    icons = {
        "iconUrl": picture("images/marker-icon.png"),
        "shadowUrl": picture("images/marker-shadow.png"),
    }
    options = ", ".join(f'{name}: "{url}"' for name, url in icons.items())
    return (
        f"{script}\nL.Icon.Default.imagePath = ''; L.Icon.Default.mergeOptions({{{options}}});",
        style,
    )


def data_uri(kind: str, raw: bytes) -> str:
    """A picture of a kind such as "png" as an address that holds it."""
    return f"data:image/{kind};base64,{base64.b64encode(raw).decode('ascii')}"

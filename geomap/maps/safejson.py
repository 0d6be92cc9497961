"""Text as data: JSON that no HTML parser, template engine or script parser can mistake for code."""

import base64
import gzip
import json
from typing import Any

# Only the braces of a template tag are escaped: JSON itself never writes them side by side.
_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("{{", "\\u007b\\u007b"),
    ("{%", "\\u007b%"),
    ("{#", "\\u007b#"),
    ("'", "\\u0027"),
    ("`", "\\u0060"),
)
COMPRESS_FROM_CHARS = 400_000


_SYSTEM_AT, _SYSTEM = 9, 3
"""Where gzip's head names the system that packed it (RFC 1952, 2.3), and what we have there."""


def dumps(value: Any) -> str:
    r"""JSON in ASCII that can stand in a script element, an attribute or a Jinja template.

    `<`, `>`, `&`, `'`, the backtick, `{{`, `{%` and `{#` are written as \u00xx; U+2028, U+2029,
    direction marks and everything else outside ASCII too. NaN is refused.

    Examples
    --------
    >>> dumps("</script>{{ 7 * 7 }}")
    '"\\u003c/script\\u003e\\u007b\\u007b 7 * 7 }}"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for unsafe, safe in _ESCAPES:
        text = text.replace(unsafe, safe)
    return text


def pack(value: Any) -> str:
    """JSON as `dumps` writes it; where it is long, gzip in base64 inside a JSON object.

    Readable where a person may want to read it, small where nobody would.
    """
    text = dumps(value)
    if len(text) < COMPRESS_FROM_CHARS:
        return text
    raw = bytearray(gzip.compress(text.encode("ascii"), compresslevel=6, mtime=0))
    raw[_SYSTEM_AT] = _SYSTEM  # Python 3.13 names another than 3.11 does
    return dumps({"gzip": base64.b64encode(raw).decode("ascii")})

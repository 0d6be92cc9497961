"""Mail as programs save it: one message (.eml), or a box of them (.mbox)."""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from pathlib import PurePath
from typing import TypeVar, cast

from geomap.errors import ReportError
from geomap.model import Loss, Report
from geomap.reports.decoding import decoded, shown
from geomap.reports.fields import from_fields, said_of

Read = TypeVar("Read")

_MOST_HEADER = 5_000


class _Bounded(EmailPolicy):
    """Headers are read as far as they are of any use: their parser takes the square of the rest."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """What a header says, from its first characters."""
        found: str = super().header_fetch_parse(name, value[:_MOST_HEADER])
        return found


# mboxrd puts a > before a line of a message that begins so
_START = re.compile(rb"(?m)^From [^\n]*\d\d:\d\d[^\n]*\n")
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def read_mail(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """The report of a message: its subject, sender, day and words; attachments are named."""
    yield from _message(name, "", data)


def read_box(name: PurePath, data: bytes) -> Iterator[Report | Loss]:
    """A report a message of a box; a message that has no words costs no other."""
    messages = [one for one in _START.split(data) if one.strip()]
    if not messages:
        raise ReportError("expected messages, found none")
    for number, one in enumerate(messages, 1):
        try:
            yield from _message(name, f"message {number}", _QUOTED.sub(rb"\1", one))
        except Exception as error:  # the parser of mail fails in ways of its own
            parts = (f"message {number}",)
            yield Loss(what="report", where=str(name), parts=parts, why=said_of(error))


def _message(name: PurePath, part: str, data: bytes) -> Iterator[Report | Loss]:
    message = cast("EmailMessage", message_from_bytes(data, policy=_Bounded()))
    sender, address = parseaddr(_header(message, "From"))
    fields = {
        "text": _words(message),
        "title": _header(message, "Subject"),
        "publisher": sender or address,
        "published": _header(message, "Date"),
    }
    yield from from_fields(name, fields, part=part)
    if left := _tried(lambda: _attached(message), ["some that cannot be named"]):
        parts = (f"{part}: {', '.join(left)}" if part else ", ".join(left),)
        why = "attachments are not read: save them beside the message"
        yield Loss(what="attachment", where=str(name), parts=parts, why=why)


def _header(message: EmailMessage, name: str) -> str:
    """A field of a message's head; "" where there is none or it cannot be taken apart."""
    return _tried(lambda: str(message.get(name, "")), "")


def _attached(message: EmailMessage) -> list[str]:
    return [one.get_filename() or "one without a name" for one in message.iter_attachments()]


def _tried(read: Callable[[], Read], otherwise: Read) -> Read:
    """What the parser of mail makes of a part, or something else: it fails in ways of its own."""
    try:
        return read()
    except Exception:
        return otherwise


def _words(message: EmailMessage) -> str:
    """The words of a message: as plain text where it has that, else what its HTML shows."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_payload(decode=True)
    text = decoded(content, body.get_content_charset() or "") if isinstance(content, bytes) else ""
    return shown(text) if body.get_content_subtype() == "html" else text

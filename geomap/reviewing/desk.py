"""Decisions on an atlas: which are saved, which are not yet, and the file that keeps them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from geomap import corrections
from geomap.atlas import Atlas
from geomap.corrections import Corrections, EventCorrection, MentionCorrection, Passage
from geomap.corrections.records import MentionKey
from geomap.errors import InputError
from geomap.gazetteer import fold
from geomap.reviewing.queue import EventItem, MentionItem, event_items, mention_items
from geomap.settings import Settings
from geomap.writing import locked

Key = tuple[str, MentionKey | Passage]
Decision = MentionCorrection | EventCorrection


def _today() -> date:
    return datetime.now(UTC).date()


class Desk:
    """An atlas on the desk of a reviewer, without any widget.

    Parameters
    ----------
    atlas
        What is reviewed.
    path
        The file of corrections; need not exist.
    who
        Written with the day beside each decision; nothing is where None.
    today
        The day that is written.

    Raises
    ------
    InputError
        If the file there is not one that this version of geomap writes.

    Attributes
    ----------
    now
        Decisions as they would be saved.
    others
        What the last `save` found that others had decided meanwhile about the same.
    """

    def __init__(
        self,
        atlas: Atlas,
        *,
        path: Path | str,
        who: str | None = None,
        today: Callable[[], date] = _today,
    ) -> None:
        self.atlas = atlas
        self.path = Path(path)
        self.mentions = mention_items(atlas)
        self.events = event_items(atlas)
        self._signed: dict[str, Any] = {"who": who, "when": today()} if who else {}
        self._saved = self._opened = self._read()
        self._pending: dict[Key, Decision | None] = {}
        self._before: list[dict[Key, Decision | None]] = []
        self.others: tuple[Decision, ...] = ()
        self._homes: list[str] = []
        self._passages: dict[str, dict[int, Passage]] = defaultdict(dict)
        for item in self.events:
            for passage in item.passages:
                self._passages[passage.report_id][len(self._homes)] = passage
                self._homes.append(item.event_id)
        self._refresh()

    @property
    def settings(self) -> Settings:
        """The atlas's settings with the file applied; pass them to `read_atlas`."""
        return replace(self.atlas.settings, overrides=self.path)

    @property
    def unsaved(self) -> int:
        """How many decisions are not in the file yet."""
        return len(self._pending)

    def mention(self, item: MentionItem) -> MentionCorrection | None:
        """What is decided about a mention."""
        return self.now.about(item.report_id, item.start, item.text)

    def event(self, item: EventItem) -> EventCorrection | None:
        """What is decided about an event."""
        return self._by_event.get(item.event_id)

    def add(self, item: MentionItem) -> None:
        """Put a name that nobody found among the mentions; to be kept it must be decided."""
        self.mentions = (*self.mentions, item)

    def decide(self, decision: Decision, *, over: Iterable[Decision] = ()) -> None:
        """Keep a decision until `save`; it replaces an earlier one about the same, and `over`."""
        signed = replace(decision, **self._signed) if self._signed else decision
        self._step({**{_key(one): None for one in over}, _key(signed): signed})

    def withdraw(self, decision: Decision) -> None:
        """Take a decision back; where it is in the file, `save` removes it."""
        self._step({_key(decision): None})

    def _step(self, changes: Mapping[Key, Decision | None]) -> None:
        """One step that `undo` takes back; what is not in the file needs no removal from it."""
        self._before.append(self._pending)
        saved = _known(self._saved)
        merged = {**self._pending, **changes}
        self._pending = {k: one for k, one in merged.items() if one is not None or k in saved}
        self._refresh()

    def touched(self) -> set[str]:
        """Ids of the reports that decisions are about which were made or withdrawn since."""
        opened, now = _known(self._opened), _known(self.now)
        changed = [key for key in opened.keys() | now.keys() if opened.get(key) != now.get(key)]
        return {
            report
            for key in changed
            for one in (opened.get(key), now.get(key))
            if one is not None
            for report in self._about(one)
        }

    def _about(self, one: Decision) -> set[str]:
        if isinstance(one, EventCorrection):
            known = self._passages.get(one.passage.report_id, {})
            number = corrections.owner(one.passage, known)
            home = {one.passage.report_id}
            if number is None:
                return home
            event = next(e for e in self.events if e.event_id == self._homes[number])
            return home | {passage.report_id for passage in event.passages}
        if one.report_id:
            return {one.report_id}
        return {item.report_id for item in self.mentions if fold(item.text) == fold(one.name)}

    @property
    def steps(self) -> int:
        """How many steps `undo` can go back: as many as were taken since the last save."""
        return len(self._before)

    def undo(self) -> None:
        """Take the last step back, whether it decided something or withdrew it."""
        if self._before:
            self._pending = self._before.pop()
            self._refresh()

    def save(self) -> int:
        """Write the file; decisions that others wrote to it meanwhile are kept.

        What another decided meanwhile about the same is kept, too: it is in `others`, the decision
        here stays unsaved, and saving again writes it over the other's.

        Returns
        -------
        int
            Decisions in the file.

        Raises
        ------
        InputError
            If the file there is not one that this version writes, or cannot be written. It is
            left as it is, and the decisions stay here.
        """
        with locked(self.path):
            found = self._read()
            then, now = _known(self._saved), _known(found)
            theirs = {
                key: now[key]
                for key, one in self._pending.items()
                if key in now and now[key] not in (then.get(key), one)
            }
            mine = {key: one for key, one in self._pending.items() if key not in theirs}
            merged = _merge(found, mine)
            corrections.write(self.path, merged)
        self._saved, self._before = merged, []
        self._pending = {key: self._pending[key] for key in theirs}
        self.others = tuple(theirs.values())
        self._refresh()
        return len(merged)

    def _read(self) -> Corrections:
        if not self.path.exists():
            if not self.path.absolute().parent.is_dir():
                raise InputError(f"{self.path}: expected a file in a folder that exists")
            return Corrections(name=self.path.name)
        found = corrections.read(self.path)
        if found.plain is not None:
            raise InputError(
                f"{self.path}: expected a file that the review wrote, found a list of names "
                "without a version; it is left as it is, so choose another path"
            )
        return found

    def _refresh(self) -> None:
        self.now = _merge(self._saved, self._pending)
        self._by_event: dict[str, EventCorrection] = {}
        for one in self.now.events:
            known = self._passages.get(one.passage.report_id, {})
            if (number := corrections.owner(one.passage, known)) is not None:
                self._by_event[self._homes[number]] = one


def _key(decision: Decision) -> Key:
    return ("m" if isinstance(decision, MentionCorrection) else "e"), decision.key


def _known(found: Corrections) -> dict[Key, Decision]:
    listed: tuple[Decision, ...] = (*found.mentions, *found.events)
    return {_key(one): one for one in listed}


def _merge(saved: Corrections, pending: Mapping[Key, Decision | None]) -> Corrections:
    together: dict[Key, Decision | None] = {**_known(saved), **pending}
    kept = [together[key] for key in sorted(together)]
    return replace(
        saved,
        mentions=tuple(one for one in kept if isinstance(one, MentionCorrection)),
        events=tuple(one for one in kept if isinstance(one, EventCorrection)),
    )

"""Resolution: which place each mention means, how surely, what else it could be, and why."""

from collections import Counter
from collections.abc import Sequence

from geomap.gazetteer import EmbeddedGazetteer
from geomap.model import Candidate, Mention, Report, Resolution
from geomap.resolution.choices import Name, candidates, name_at
from geomap.settings import OFFLINE, Settings
from geomap.toponyms import words

__all__ = ["resolve"]


def resolve(
    report: Report,
    mentions: Sequence[Mention],
    gazetteer: EmbeddedGazetteer,
    *,
    settings: Settings = OFFLINE,
) -> list[Resolution]:
    """What each mention refers to; one resolution a mention, in the same order."""
    peoples = words.demonyms(settings.data_dir)
    names = [name_at(report.text, m.start, m.end) for m in mentions]
    groups: dict[tuple[str, str], Name] = {name.key: name for name in reversed(names)}
    found = {key: candidates(name, gazetteer, peoples) for key, name in groups.items()}
    countries: Counter[str] = Counter()
    for name in names:
        if found[name.key]:
            countries[max(found[name.key], key=lambda c: c.score).place.country] += 1
    total = max(sum(countries.values()), 1)

    def weight(candidate: Candidate) -> float:
        return candidate.score + 0.5 * countries[candidate.place.country] / total

    result = []
    for mention, name in zip(mentions, names, strict=True):
        ranked = sorted(found[name.key], key=lambda c: (-weight(c), c.place.place_id))
        if not ranked:
            reason = "no place of this name in the gazetteer"
            result.append(Resolution(mention=mention, place=None, reason=reason))
            continue
        share = weight(ranked[0]) / sum(weight(c) for c in ranked[:3])
        result.append(
            Resolution(
                mention=mention,
                place=ranked[0].place,
                probability=round(share, 3),
                alternatives=tuple(ranked[1:6]),
                explanation=(f"{ranked[0].match} match of {ranked[0].matched}",),
            )
        )
    return result

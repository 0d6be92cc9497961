"""Two names at once: of the places that each may mean, those that are likely and close."""

from dataclasses import dataclass

from geomap.locating.names import Meanings
from geomap.model import Candidate
from geomap.relations import distance_m

_MOST_PAIRED = 12
_ALIKE_M = 1_000_000.0
_APART_M, _FAR_M = 10_000_000.0, 3_000_000.0
"""What both ends of a pair lose of their score for the distance between them: 0.1 for each
1,000 km, as far as 3,000 km."""

_ELSEWHERE_M = 25_000.0
_ALMOST = 0.2


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The places that two names mean together, and the next likely ones where they are close."""

    one: Candidate
    two: Candidate
    runner_up: tuple[Candidate, Candidate] | None = None


def likeliest(ones: Meanings, twos: Meanings) -> Pair | None:
    """The pair of different places that is likely and close, or None where there is none.

    What was only found by its sound or spelling must at least lie within 1,000 km of the other.
    The runner-up has an end that lies elsewhere, and fits almost as well.
    """
    ranked = sorted(
        (
            (-_fit(one, two), i + j, one, two)
            for i, one in enumerate(ones.ranked[:_MOST_PAIRED])
            for j, two in enumerate(twos.ranked[:_MOST_PAIRED])
            if one.place.place_id != two.place.place_id or not one.place.place_id
        ),
        key=lambda item: item[:2],
    )
    if not (ones.as_written and twos.as_written):
        ranked = [item for item in ranked if _apart_m(item[2], item[3]) <= _ALIKE_M]
    if not ranked:
        return None
    least, _, one, two = ranked[0]
    others = (
        (a, b)
        for fit, _, a, b in ranked
        if fit <= least + _ALMOST and max(_apart_m(a, one), _apart_m(b, two)) > _ELSEWHERE_M
    )
    return Pair(one=one, two=two, runner_up=next(others, None))


def _fit(one: Candidate, two: Candidate) -> float:
    """How likely two places are meant together."""
    return one.score + two.score - min(_apart_m(one, two), _FAR_M) / _APART_M


def _apart_m(one: Candidate, two: Candidate) -> float:
    return distance_m(one.place.point, two.place.point)

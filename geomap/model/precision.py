"""How well a place is known: the words of the events table, and the codes of ACLED and UCDP."""

from dataclasses import dataclass
from functools import cache
from math import nan


@dataclass(frozen=True, kw_only=True)
class GeoPrecision:
    """A row of the precision crosswalk.

    Attributes
    ----------
    word
        As `events.geo_precision` has it; "" where nothing is known.
    acled, ucdp
        ACLED's geo_precision and UCDP's where_prec, or None.
    uncertainty_m
        The radius that stands for a code given alone: a convention, no measurement.
    areal
        Whether the event lies somewhere in an area, so that no point of it stands for the place.
    """

    word: str = ""
    acled: int | None = None
    ucdp: int | None = None
    uncertainty_m: float = nan
    areal: bool = False

    @property
    def codes(self) -> str:
        """Both codes, such as "2/3"; "" for none."""
        both = f"{self.acled or ''}/{self.ucdp or ''}"
        return "" if both == "/" else both

    @staticmethod
    @cache
    def of(cell: str) -> "GeoPrecision":
        """The row that a cell of `events.geo_precision` means, by its word or its codes.

        Examples
        --------
        >>> GeoPrecision.of("2/3").word, GeoPrecision.of("/6").word, GeoPrecision.of("road").codes
        ('district', 'country', '3/5')
        """
        acled, slash, ucdp = cell.strip().partition("/")
        if slash:
            return GeoPrecision.of_ucdp(ucdp) if ucdp else GeoPrecision.of_acled(acled)
        text = cell.casefold()
        return next((row for row in GEO_PRECISIONS if row.word in text), UNKNOWN)

    @staticmethod
    def of_ucdp(code: str) -> "GeoPrecision":
        """The first row with a code of UCDP's where_prec."""
        number = _digits(code)
        return next((row for row in GEO_PRECISIONS if str(row.ucdp) == number), UNKNOWN)

    @staticmethod
    def of_acled(code: str) -> "GeoPrecision":
        """The row that a code of ACLED's geo_precision stands for: 3 says a province."""
        word = _ACLED_WORDS.get(_digits(code))
        return next((row for row in GEO_PRECISIONS if row.word == word), UNKNOWN)


def _row(
    word: str, codes: tuple[int | None, int], *, km: float, areal: bool = False
) -> GeoPrecision:
    acled, ucdp = codes
    return GeoPrecision(word=word, acled=acled, ucdp=ucdp, uncertainty_m=km * 1000, areal=areal)


UNKNOWN = GeoPrecision()
GEO_PRECISIONS = (
    _row("abroad", (None, 7), km=500),  # before the "road" in it
    _row("settlement", (1, 1), km=5),
    _row("near", (2, 2), km=25),
    _row("district", (2, 3), km=30, areal=True),
    _row("valley", (2, 3), km=30, areal=True),
    _row("area", (3, 5), km=50, areal=True),
    _row("road", (3, 5), km=50),
    _row("province", (3, 4), km=100, areal=True),
    _row("country", (None, 6), km=500),
)
_ACLED_WORDS = {"1": "settlement", "2": "near", "3": "province"}


def _digits(code: str) -> str:
    # a spreadsheet makes "2" into "2.0"
    return code.strip().removesuffix(".0")

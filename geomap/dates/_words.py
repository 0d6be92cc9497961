"""Patterns for the words of time: months, weekdays, numbers, units."""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    name: 10 * place
    for place, name in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
NUMBERS: dict[str, int] = (
    {word: value for value, word in enumerate(_SMALL)}
    | _TENS
    | {
        f"{ten}-{_SMALL[unit]}": value + unit
        for ten, value in _TENS.items()
        for unit in range(1, 10)
    }
    | {"a": 1, "an": 1, "hundred": 100, "a hundred": 100, "a dozen": 12, "a couple of": 2}
    | {"a couple": 2, "couple of": 2, "half a dozen": 6}
)
VAGUE_NUMBERS = frozenset({"few", "a few", "several", "some", "many", "recent", "couple of"})

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
YEAR = r"(?:(?:1[5-9]|20)\d\d)"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
_COUNT_WORDS = sorted(NUMBERS, key=lambda word: (-len(word), word))
NUMBER = r"(?:\d{1,4}|" + "|".join(_COUNT_WORDS) + ")"
UNIT = r"(?:hour|day|night|week|month|year|decade)s?"
DASH = r"\s*(?:-|–|—|/)\s*"
PART_OF_DAY = (
    r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|noon|dawn|at\s+dawn|"
    r"overnight))?"
)


def month(text: str) -> int:
    """Number of a month's name or abbreviation."""
    return MONTHS[text.lower().rstrip(".")]


def weekday(text: str) -> int:
    """Number of a weekday's name, Monday 0."""
    return WEEKDAYS[text.lower().split()[0]]


def number(text: str) -> int:
    """Value of a number in words or figures."""
    plain = re.sub(r"\s+", " ", text.lower().strip())
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def day(text: str) -> int:
    """Number of a day of the month, with or without its ending."""
    return int(re.sub(r"\D", "", text))

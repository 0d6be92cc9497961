"""Words of saying and denying, and the records of who says something."""

from dataclasses import dataclass

from geomap.discourse.vocabulary import words
from geomap.model import Interval

SAY = words(
    "say tell claim state announce declare add tweet write report assert insist allege argue "
    "note confirm explain stress warn maintain quote acknowledge admit suggest post boast "
    "reiterate emphasize emphasise disclose reveal testify believe think estimate contend vow "
    "affirm reply respond recall continue describe observe remark conclude assure caution "
    "predict clarify inform pledge hint complain promise show indicate read"
)
DENY = words("deny dismiss refute rebut repudiate reject dispute disavow")
EMOTION = words("expressed voiced lamented complained voicing expressing claimed claims")
NOUNS = words(
    "report claim allegation account rumor rumour statement announcement assertion suggestion "
    "accusation denial footage testimony"
)
HEARSAY = words(
    "reportedly allegedly purportedly supposedly apparently unconfirmed alleged purported"
)
MESSAGES = words(
    "message statement interview letter post call email e-mail tweet briefing conference telegram "
    "text video speech address communique note memo phone telephone broadcast release radio audio"
)
UNNAMED = words(
    "source report media rumor rumour people local activist-source observer reports sources"
)
CONFIRM = words("confirmed confirms confirm announced announces reported reports declared")
MIN_WORDS = 4
SHORT = 9
WITH_VERB = words("dobj dative prep npadvmod advmod aux prt mark")


@dataclass(frozen=True)
class Voice:
    """Who says something, with which word, and when; `token` is the word's index in its passage.

    `kind` is "said", "denied", "hearsay" (no named source) or "put" (said where a place lies).
    `medium` is the interview, article or recording that the words are taken from, where the report
    names one.
    """

    said_by: str
    cue: str
    kind: str
    token: int
    start: int
    end: int
    said_when: Interval | None = None
    pronoun: bool = False
    medium: str = ""


@dataclass(frozen=True)
class Quote:
    """A direct quotation: its span in the passage's text, without its marks, and its voice.

    `carried` says that the voice is the one of the passage before.
    """

    start: int
    end: int
    voice: Voice | None
    closed: bool = True
    carried: bool = False

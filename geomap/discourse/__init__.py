"""The one reading of a report: who says what, of whom, of which place and when.

`read` makes a `Story` from a report, its passages and its place names. Statements and claims ask
the story, and nobody goes back to the text with questions of their own: `paragraphs` lays places,
times and datelines over the text, `naming` finds the names that recognition left out, `people`
says whom a name or a pronoun means, `voices` who speaks, `antecedents` which place "the city" is,
`stance` whether it happened, and `grammar` asks the parse.
"""

from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.discourse.people import People
from geomap.discourse.quotations import quote_spans
from geomap.discourse.speech import Quote, Voice
from geomap.discourse.stance import Stance
from geomap.discourse.story import Story, read
from geomap.discourse.voices import Voices

__all__ = [
    "Paragraph",
    "People",
    "Quote",
    "Reference",
    "Stance",
    "Story",
    "Voice",
    "Voices",
    "quote_spans",
    "read",
]

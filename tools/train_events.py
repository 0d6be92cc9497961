"""Train the detector of statements on annotated reports and write it as a data file.

    python tools/train_events.py tests/gold/statements/*.gold.json tests/gold/real/*.gold.json \
        --texts ../shared/texts --sentences tests/gold/quiet.txt tests/gold/told.txt

writes `events.npz` into data/, in seconds. A gold file whose report is neither beside it nor in
`--texts` is left out, and named; one whose number stands in tests/gold/held-back.txt is never read.
The same command with `--folds 8` writes nothing: it measures each report with weights that saw none
of its fold, at several thresholds, and prints a line for each folder of gold.

Needs scikit-learn, which the package itself does not: `pip install -e '.[train]'`. `make train`
runs the first command, `make train FOLDS=8` the second.
"""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from geomap import events, pipeline, reports, vectors
from geomap.discourse import Paragraph, Story
from geomap.discourse.speech import SAY
from geomap.errors import InputError
from geomap.evaluation import gold, statements
from geomap.events import detector, selection
from geomap.events.cues import load_cues
from geomap.events.detector import Detector
from geomap.events.finder import Finder
from geomap.model import EventType
from geomap.settings import OFFLINE

LEAST_SEEN = 2
"""Words in which a sign must have been seen."""

VECTOR_SCALE = 0.5
"""How much a number of the vector counts against a sign, under the same penalty."""

HEADS_C, JOINS_C, TYPES_C = 0.2, 0.2, 0.3
LEAST_OF_A_TYPE = 3
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.65)
HELD_BACK = Path(__file__).parents[1] / "tests" / "gold" / "held-back.txt"


@dataclass(frozen=True)
class Word:
    """A word as the detector sees it, with what a person said: whether it heads a statement.

    `head` is None where that cannot be told: it stands beside another head of the same statement.
    `joined` says whether the word's clause is part of the statement of the word above, None where
    it heads no such clause.
    """

    signs: list[str]
    vector: Any
    joined: bool | None
    head: bool | None
    event_type: str = ""


@dataclass(frozen=True)
class Example:
    """An annotated report as it is read, with its words, and the folder that its gold lies in."""

    name: str
    folder: str
    gold: gold.GoldReport
    story: Story
    words: list[Word]


def read(path: Path, texts: Path | None, tools: pipeline.Tools) -> Example:
    """Parse an annotated report and find the head of each of its statements."""
    try:
        annotated = gold.read(path)
    except InputError:
        annotated = gold.read(path, texts)
    return example(path, annotated, tools)


def sentences(path: Path, tools: pipeline.Tools) -> Example:
    """Single sentences, each a passage: what one reports stands in brackets behind its type.

    As in "[RETREAT The raiders fled], a witness said."; one without brackets reports nothing.
    """
    parts, told, at = [], [], 0
    for part in _BRACKET.split(path.read_text(encoding="utf-8")):
        event_type, words = part[1:-1].split(" ", 1) if part.startswith("[") else ("", part)
        if event_type:
            told.append(_said(event_type, words, at))
        parts.append(words)
        at += len(words)
    report = reports.from_text("".join(parts), report_id=path.stem)
    annotated = gold.GoldReport(report=report, statements=tuple(told), repeated=())
    return replace(example(path, annotated, tools), folder=path.stem)


_BRACKET = re.compile(r"(\[[^]]*\])")


def _said(event_type: str, words: str, start: int) -> gold.Gold:
    """A gold statement of which only the type is asked."""
    anything: dict[str, Any] = {"places": (), "days": (), "sources": frozenset()}
    return gold.Gold(
        id=str(start),
        text=words,
        spans=((start, start + len(words)),),
        may_lack_place=True,
        may_lack_source=True,
        statuses=frozenset(),
        types=frozenset({event_type}),
        first_type=event_type,
        **anything,
    )


def example(path: Path, annotated: gold.GoldReport, tools: pipeline.Tools) -> Example:
    """An annotated report as the detector sees it."""
    story = pipeline.read_story(annotated.report, tools)
    finder = Finder(load_cues(tools.settings), None, 0.0)
    words = []
    for paragraph in story.paragraphs:
        cued = finder.cued(paragraph)
        spans = {
            one.trigger.token.i: paragraph.passage.span(one.start, one.end)
            for one in selection.drafts(paragraph, finder, story.voices, {})
        }
        heads = _heads(paragraph, annotated.statements, spans)
        words += [
            Word(
                detector.signs(token, paragraph, cued),
                token.doc.tensor[token.i],
                _joined(token, paragraph, annotated.statements),
                *heads.get(token.i, (False, "")),
            )
            for token in paragraph.doc
            if cued.get(token.i) or detector.is_candidate(token)
        ]
    return Example(path.name.split(".")[0], path.parent.name, annotated, story, words)


def _heads(
    paragraph: Paragraph,
    golds: Sequence[gold.Gold],
    spans: dict[int, tuple[int, int]],
) -> dict[int, tuple[bool | None, str]]:
    """Heads of the gold statements of a passage, and the words of which that cannot be told.

    The head is the cue word whose own statement fits the gold one best, else the word of the gold
    span that governs the rest, below a verb of saying.
    """
    found: dict[int, tuple[bool | None, str]] = {}
    for one in golds:
        start, end = one.spans[0]
        inside = [
            t for t in paragraph.doc if start <= paragraph.passage.span(t.idx, t.idx + 1)[0] < end
        ]
        root = _root([t for t in inside if detector.is_candidate(t) or t.i in spans])
        fits = {t.i: _shared(spans[t.i], (start, end)) for t in inside if t.i in spans}
        good = [i for i, share in fits.items() if share >= statements.HALF]
        best = max(good, key=lambda i: fits[i], default=None if root is None else root.i)
        unsure = {*good, *([root.i] if root is not None and good else [])}
        for again, until in one.spans[1:]:
            unsure |= {
                t.i
                for t in paragraph.doc
                if again <= paragraph.passage.span(t.idx, t.idx + 1)[0] < until
            }
        found = dict.fromkeys(unsure, (None, "")) | found
        if best is not None:
            found[best] = True, one.first_type
    return found


def _joined(token: Any, paragraph: Paragraph, golds: Sequence[gold.Gold]) -> bool | None:
    """Whether a clause stands in the gold statement of the word above; None where that has none."""
    if not detector.is_clause(token):
        return None
    own, above = (
        {
            one.id
            for one in golds
            if one.spans[0][0] <= paragraph.passage.span(t.idx, t.idx + 1)[0] < one.spans[0][1]
        }
        for t in (token, token.head)
    )
    return bool(own & above) if above else None


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Share of the longer of two spans that both cover."""
    longest = max(one[1] - one[0], other[1] - other[0])
    return (min(one[1], other[1]) - max(one[0], other[0])) / longest


def _root(tokens: Sequence[Any]) -> Any:
    """The word that governs the others: of two as high the verb, none that only says the rest."""
    inside = {token.i for token in tokens}
    ordered = sorted(
        tokens, key=lambda t: (sum(1 for _ in t.ancestors), t.pos_ not in ("VERB", "AUX"), t.i)
    )
    for token in ordered:
        says = token.lemma_ in SAY and any(
            child.dep_ == "ccomp" and child.i in inside for child in token.children
        )
        subject = token.dep_ in ("nsubj", "nsubjpass") and token.head.i in inside
        if not says and not subject:
            return token
    return next(iter(ordered), None)


def train(examples: Sequence[Example], model: str) -> Detector:
    """The regressions over the words of the examples."""
    words = [word for one in examples for word in one.words]
    seen = Counter(sign for word in words for sign in set(word.signs))
    kept = sorted(sign for sign, n in seen.items() if n >= LEAST_SEEN)
    rows = {sign: row for row, sign in enumerate(kept)}
    matrix = _matrix(words, rows)
    common = Counter(word.event_type for word in words if word.head)
    told = [w.event_type if common[w.event_type] >= LEAST_OF_A_TYPE else None for w in words]
    heads = _fit(matrix, [word.head for word in words], HEADS_C)
    joins = _fit(matrix, [word.joined for word in words], JOINS_C)
    types = _fit(matrix, [one or None for one in told], TYPES_C)
    weights = np.vstack([heads.coef_, joins.coef_, types.coef_]).T
    weights[len(rows) :] *= VECTOR_SCALE
    return Detector(
        rows=rows,
        weights=np.vstack(
            [weights, [*heads.intercept_, *joins.intercept_, *types.intercept_]]
        ).astype(np.float32),
        types=tuple(map(EventType, types.classes_)),
        model=model,
        trained_on=tuple(sorted(one.name for one in examples)),
    )


def _fit(matrix: Any, said: Sequence[Any], inverse_penalty: float) -> LogisticRegression:
    """A logistic regression over the words of which something is said."""
    known = [n for n, each in enumerate(said) if each is not None]
    regression = LogisticRegression(C=inverse_penalty, max_iter=1000)
    return regression.fit(matrix[known], [said[n] for n in known])


def _matrix(words: Sequence[Word], rows: dict[str, int]) -> Any:
    at = [(n, rows[s]) for n, word in enumerate(words) for s in set(word.signs) if s in rows]
    line, column = zip(*at, strict=True)
    signs = sparse.csr_matrix((np.ones(len(at)), (line, column)), shape=(len(words), len(rows)))
    vectors = np.array([word.vector for word in words]) * VECTOR_SCALE
    return sparse.hstack([signs, sparse.csr_matrix(vectors)]).tocsr()


def cross(examples: Sequence[Example], folds: int, tools: pipeline.Tools, model: str) -> None:
    """Print what is found in reports that the weights did not see, folder by folder."""
    scores: dict[tuple[str, float], list[Any]] = {}
    for fold in range(folds):
        found = train([one for n, one in enumerate(examples) if n % folds != fold], model)
        for one in examples[fold::folds]:
            for least in THRESHOLDS:
                settings = replace(tools.settings, min_statement_probability=least)
                stated = events.statements(one.story, settings=settings, detector=found)
                scored = statements.score(one.gold, stated)
                scores.setdefault((one.folder, least), []).append(scored)
    for (folder, least), each in sorted(scores.items()):
        # of the one file that reports nothing, whatever is put out is wrong
        figures = statements.total(each) or {"put_out": each[0]["figures"]["put_out"]}
        print(folder, least, {name: round(value, 3) for name, value in figures.items()}, flush=True)


def main() -> None:
    """Read the reports, and measure or write the detector."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--sentences", nargs="*", default=[], type=Path, help="single sentences")
    parser.add_argument("--out", type=Path, default=OFFLINE.data_dir / detector.FILE)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    tools = pipeline.open_tools()
    model = vectors.made_by(tools.nlp.make_doc(""))
    examples = []
    held_back = tuple(HELD_BACK.read_text(encoding="utf-8").split())
    for path in options.gold:
        if path.name.startswith(held_back):
            continue
        try:
            examples.append(read(path, options.texts, tools))
        except InputError as error:
            print(f"left out: {error}", flush=True)
    examples += [sentences(path, tools) for path in options.sentences]
    if options.folds:
        cross(examples, options.folds, tools, model)
        return
    found = train(examples, model)
    detector.write(options.out, found)
    n_words = sum(len(one.words) for one in examples)
    print(f"wrote {options.out}: {len(examples)} reports, {n_words} words, {len(found.rows)} signs")


if __name__ == "__main__":
    main()

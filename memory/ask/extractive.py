"""Extractive answers: quotations that carry the question.

Two steps. First whether it does: of the question's own words enough must be met, word for word, in another language or
by a word of like meaning. Else the answer is none, and the moments are only the nearest. Then the statements that say
most of it, facts that the memories hold before lines of the screen, each with the moment that shows it. Pure functions
but for `meanings`, which embeds; called by whoever asks, on no UI thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from base.records.moment import Moment
from base.records.search import Hit, Query
from base.records.vector import Vector
from memory.memories.fields import EpisodicFields, ResourceFields, SemanticFields
from memory.memories.managers.entities import changed_lines
from memory.memories.memory import Kind, Memory, fields_of
from memory.memories.screen.layout import content
from memory.search.query import SCREEN_DEEDS, Plan, parse
from memory.text.cjk import has_cjk
from memory.text.glossary import translations
from memory.text.lexicon import LEXICON, folded_words
from memory.text.normalization import fold_case
from memory.text.speakers import about_oneself
from memory.text.tokens import tokens
from memory.text.window_types import window_types_in_query
from memory.text.word_matching import match_words, word_weight

Meanings = Callable[[Sequence[str]], Vector | None]
"""(texts, dimensions) float32, rows of length 1; None without an encoder."""

DEEP = 5
"""Hits that an answer is looked for in."""
NEAR = 0.6
"""Likeness of two words' vectors from which the one may stand for the other: `diet` and `vegetarian` are at .62."""
ENOUGH = 0.5
"""The share of the question's words that must be met, more than this."""
SHOWN = 3
"""Statements of an answer."""
_LONGEST = 300
_LIKELY = 60
"""Statements that are compared by meaning, which takes some milliseconds each."""
_WORTH = 0.5
"""Of the best statement's score; what says less only makes the answer longer."""
_CELLS = 4
"""Of a row: a label and what stands beside it."""
_LINES = 80
"""Of one hit: the longest screens say the same at their ends."""

_ASKED_FOR = folded_words("answer_words/asked_for")
"""What may be asked for: its sort is said, the screen shows the thing itself (`which company`, `what percentage`)."""
_DEED = re.compile(r"(?:ed|ing|ly)$")
"""How English ends most of what is done, and how: said of a screen in other words than its own."""
_EITHER = re.compile(rf"(\w+) {LEXICON.words('questions/or').alternatives} (\w+)")
"""Of two things between which a question leaves the choice, the one or the other is met."""
_NAMED = 2.0
"""The weight of what a machine or a person named, and of the first word of what is asked for."""
_HEAD = re.compile(rf"\b{LEXICON.words('questions/head').alternatives}\s+(\w+)", re.IGNORECASE)
_DOES = SCREEN_DEEDS | folded_words("answer_words/does")
_WINDOWS = folded_words("answer_words/windows")
"""A window has these as its name and address."""
_SECRETS = folded_words("answer_words/vault")
"""What the vault holds, as its entries and questions name it."""
_WHERE = re.compile(rf"\W*{LEXICON.words('questions/where').alternatives}\s+(.+)", re.IGNORECASE)
_WHICH = re.compile(rf"\W*{LEXICON.words('questions/which').alternatives}\s+(\w+(?: \w+)?)", re.IGNORECASE)
_COMMAND = re.compile(r"(?:^|\s)\S*[$#%❯>]\s+\w")
"""A line of a shell that begins with its prompt."""
_HOW_LONG = re.compile(LEXICON.words("questions/how_long").whole_words, re.IGNORECASE)
_HOW_OFTEN = re.compile(LEXICON.words("questions/how_often").whole_words, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extract:
    text: str = field(default="", repr=False)
    """Plain paragraphs, a statement each, with `[n]` at the end for the n-th hit. Empty: nothing carries an answer."""
    memories: tuple[Memory, ...] = field(default=(), repr=False)
    """Those that it quotes."""
    hits: tuple[Hit, ...] = field(default=(), repr=False)
    """As they are numbered."""


@dataclass(frozen=True, slots=True)
class Statement:
    text: str = field(repr=False)
    about: str = field(repr=False)
    """The window or thing it is of."""
    hit: int = 0
    """Number of the hit, from 1; 0: none of them."""
    memory: Memory | None = field(default=None, repr=False)
    rank: int = 0
    """Of its hit or memory among the others, 0 the best."""
    changed: bool = False
    """A value that took the place of an older one."""
    share: float = 0.0
    """Of the question's words, how many it says, by weight."""


def extract_answer(
    question: str,
    now: datetime,
    hits: Sequence[Hit],
    memories: Mapping[Kind, Sequence[Memory]],
    meanings: Meanings,
    moments: Mapping[str, Moment] | None = None,
    *,
    reorder: bool = True,
) -> Extract:
    """`moments`: those of the first DEEP hits by id, as far as they are there; their lines stand in rows as on the
    screen, so that the cells of a table are read together. `reorder`: the hit that shows the newest value of what
    changed may be made the first."""
    plan = parse(Query(question, now))
    known = [
        memory
        for kind in (Kind.CORE, Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE)
        for memory in memories.get(kind, ())
    ]
    sealed = list(_sealed(plan, memories.get(Kind.VAULT, ()), hits))
    if not hits or not (sealed or is_answerable(plan, hits, known, meanings)):
        return Extract()
    if plan.times and plan.deed:
        known = _shown_in(known, hits, plan)
    statements = [*sealed, *_reckoned(plan, memories.get(Kind.EPISODIC, ()), hits), *_windows(plan, hits)]
    statements += _best(
        plan, question, [*_known(known, hits), *_seen(hits, moments or {})], meanings, SHOWN - len(statements)
    )
    if reorder and not plan.times:
        statements, hits = _newest_first(statements, hits, plan)
    used = {statement.memory.id: statement.memory for statement in statements if statement.memory is not None}
    return Extract("\n\n".join(_written(statement) for statement in statements), tuple(used.values()), tuple(hits))


def _shown_in(known: Sequence[Memory], hits: Sequence[Hit], plan: Plan) -> list[Memory]:
    """What one did at a time is told by what was on the screen then."""
    frames = {hit.frame for hit in hits if any(time.since <= hit.at < time.until for time in plan.times)}
    return [memory for memory in known if frames.intersection(memory.evidence)]


def _newest_first(found: list[Statement], hits: Sequence[Hit], plan: Plan) -> tuple[list[Statement], Sequence[Hit]]:
    """When the answer is a value that changed, the moment that shows it comes first: others may show what it was. So
    does the moment of a fact that says more than ENOUGH of the question."""
    place = found[0].hit if found and (found[0].changed or _is_fact(found[0], plan)) else 0
    if place < 2:
        return found, hits
    moved = [
        replace(statement, hit=1 if statement.hit == place else statement.hit + (0 < statement.hit < place))
        for statement in found
    ]
    return moved, (hits[place - 1], *hits[: place - 1], *hits[place:])


def _is_fact(one: Statement, plan: Plan) -> bool:
    kinds = (Kind.VAULT,) if _asks_for("terminal", plan) else (Kind.VAULT, Kind.CORE, Kind.SEMANTIC)
    return one.memory is not None and one.memory.kind in kinds and one.share > ENOUGH


# -- whether -----------------------------------------------------------------------------------------------------------


def is_answerable(plan: Plan, hits: Sequence[Hit], memories: Sequence[Memory], meanings: Meanings) -> bool:
    """More than ENOUGH of what the question names is met in the best hits and memories."""
    asked = _asked(plan)
    if not asked or plan.order is not None:
        return True  # what came next need not say what it came after
    texts = [f"{hit.app}\n{hit.title}\n{hit.url}\n{hit.text}" for hit in hits[:DEEP]]
    texts += [f"{memory.summary}\n{memory.details}" for memory in memories]
    met = frozenset().union(*(match_words(text, [*asked, *plan.words]) for text in texts))
    met |= {word for word in asked.keys() - met if _translated(word, plan.text, texts)}
    near = _near([word for word in asked if word not in met], texts, meanings)
    met |= near
    met |= {
        word
        for pair in _EITHER.findall(plan.text)
        if met.intersection(map(fold_case, pair))
        for word in map(fold_case, pair)
    }
    share = sum(weight for word, weight in asked.items() if word in met)
    return share > ENOUGH * sum(asked.values())


def _asked(plan: Plan) -> dict[str, float]:
    """The words that an answer must meet, with their weight: what a machine or a person named counts twice."""
    words = list(plan.words)
    named = {word for name in plan.names for word in tokens(name)}
    telling = [
        word for word in words if word in named or not (word in _ASKED_FOR or word in _DOES or _DEED.search(word))
    ]
    said = frozenset(word for genre in plan.window_types for word in genre.said)
    head = _HEAD.search(plan.text)
    named |= set(tokens(head[1])[:1]) if head else set()
    return {word: _NAMED if word in named else 1.0 for word in telling if word not in said}


def _translated(word: str, question: str, texts: Sequence[str]) -> bool:
    others = translations([word], question, variants=True)
    return bool(others) and any(match_words(text, others) for text in texts)


def _near(words: Sequence[str], texts: Sequence[str], meanings: Meanings) -> frozenset[str]:
    there = list(dict.fromkeys(word for text in texts for word in tokens(text) if _is_word(word)))
    if not words or not there:
        return frozenset()
    vectors = meanings([*words, *there])
    if vectors is None:
        return frozenset(words)  # without meaning only the absence of all words would tell
    best = (vectors[: len(words)] @ vectors[len(words) :].T).max(1)
    return frozenset(word for word, likeness in zip(words, best, strict=True) if likeness >= NEAR)


def _is_word(word: str) -> bool:
    return has_cjk(word) or (len(word) > 2 and not any(char.isdigit() for char in word))


# -- what --------------------------------------------------------------------------------------------------------------


def _known(memories: Sequence[Memory], hits: Sequence[Hit]) -> Iterator[Statement]:
    number = _numbers(hits)
    for rank, memory in enumerate(memories):
        cited = _cited(memory, number)
        about = fields_of(memory, SemanticFields).name or fields_of(memory, ResourceFields).title or ""
        changed = changed_lines(memory)
        for text in _told(memory):
            yield Statement(text, about, cited, memory, rank, text in changed)


def _numbers(hits: Sequence[Hit]) -> dict[str, int]:
    return {hit.frame: i for i, hit in reversed(list(enumerate(hits, 1)))}


def _cited(memory: Memory, number: Mapping[str, int]) -> int:
    """Of the newest moment that it rests on among the hits; 0: none of them."""
    return next((number[frame] for frame in reversed(memory.evidence) if frame in number), 0)


def _told(memory: Memory) -> Iterator[str]:
    if memory.kind is Kind.CORE:
        yield memory.summary
    elif memory.kind is Kind.PROCEDURAL:
        yield memory.details or memory.summary
    elif memory.kind is Kind.RESOURCE:
        fields = fields_of(memory, ResourceFields)
        yield f"{fields.title or memory.summary}: {fields.location or ''}"
    else:
        yield from memory.details.splitlines()


def _seen(hits: Sequence[Hit], moments: Mapping[str, Moment]) -> Iterator[Statement]:
    for rank, hit in enumerate(hits[:DEEP]):
        lines = _lines(hit, moments.get(hit.frame))
        window = hit.title or hit.app
        yield Statement(_window(hit), "", rank + 1, None, rank)
        for place in range(len(lines)):
            yield Statement(_row(lines[place:]), window, rank + 1, None, rank)


def _lines(hit: Hit, moment: Moment | None) -> list[str]:
    rows = content(moment) if moment is not None else ()
    lines = [" ".join(cell.text.strip() for cell in row) for row in rows] or [
        splitline.strip() for splitline in hit.text.splitlines()
    ]
    return [line for line in lines if line][:_LINES]


def _window(hit: Hit) -> str:
    return f"{hit.title or hit.app} ({hit.url or hit.app})"


def _row(lines: Sequence[str]) -> str:
    """A line with what belongs to it: the cells of its row after a short one, the next line after a colon."""
    row = [lines[0]]
    for line in lines[1:_CELLS]:
        if not (row[-1].endswith(":") or (_is_cell(row[0]) and _is_cell(line))):
            break
        row.append(line)
    return " ".join(row)


def _is_cell(line: str) -> bool:
    return len(line.split()) <= 4


def _windows(plan: Plan, hits: Sequence[Hit]) -> Iterator[Statement]:
    """Where a window itself is the answer: which page, which file, what came next."""
    asked = frozenset(tokens(plan.text)) & _WINDOWS
    if plan.order is not None or asked or _asks_where(plan):
        yield Statement(_window(hits[0]), "", 1)


def _sealed(plan: Plan, entries: Sequence[Memory], hits: Sequence[Hit]) -> Iterator[Statement]:
    """Where a secret is asked for: the entry of the vault whose name and window say more than ENOUGH of the question.
    Its value is shown on request alone."""
    whole = sum(map(word_weight, plan.words)) or 1.0
    number = _numbers(hits)
    best: Statement | None = None
    for memory in entries:
        met = match_words(memory.summary.replace("_", " "), list(plan.words))
        share = sum(map(word_weight, met)) / whole
        if met & _SECRETS and share > max(ENOUGH, best.share if best else 0.0):
            told = f"{memory.summary}: in the vault, shown on request only"
            best = Statement(told, "", _cited(memory, number), memory, share=share)
    if best is not None:
        yield best


def _asks_where(plan: Plan) -> bool:
    """`Where is the guide`, `which query`: of a window of a sort the name and the address are the answer."""
    if where := _WHERE.match(plan.text):
        return bool(window_types_in_query(tokens(where[1])))
    which = _WHICH.match(plan.text)
    return which is not None and any(genre.name != "terminal" for genre in window_types_in_query(tokens(which[1])))


def _reckoned(plan: Plan, episodes: Sequence[Memory], hits: Sequence[Hit]) -> Iterator[Statement]:
    """How long and how often, by the episodes that carry the most of the question's words."""
    how = _HOW_LONG.search(plan.text) or _HOW_OFTEN.search(plan.text)
    words = [word for word in plan.words if word not in _ASKED_FOR]
    if how is None or not words:
        return
    titles = {episode.id: fields_of(episode, EpisodicFields).titles or () for episode in episodes}
    texts = {episode.id: "\n".join((episode.summary, episode.details, *titles[episode.id])) for episode in episodes}
    met = {name: len(match_words(text, words)) for name, text in texts.items()}
    most = max(met.values(), default=0)
    chosen = [episode for episode in episodes if met[episode.id] == most > 0]
    if not chosen:
        return
    number = _numbers(hits)
    cited = next((number[frame] for memory in chosen for frame in memory.evidence if frame in number), 1)
    times = "once" if len(chosen) == 1 else f"{len(chosen)} times"
    seconds = sum(fields_of(memory, EpisodicFields).seconds or 0 for memory in chosen)
    lasted = f"{max(1, round(seconds / 60))} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
    told = f"{lasted} in all, {times}" if _HOW_LONG.search(plan.text) else f"{times}, {lasted} in all"
    yield Statement(f"{told}: {chosen[0].summary}", "", cited, chosen[0])


def _best(
    plan: Plan, question: str, statements: Sequence[Statement], meanings: Meanings, count: int
) -> Iterator[Statement]:
    """The `count` ones that say most of the question, and no two of the same words."""
    if not statements or count < 1:
        return
    words = list(plan.words)
    whole = sum(map(word_weight, words)) or 1.0
    foreign = {word: translations([word], plan.text, variants=True) for word in words}
    said = [f"{statement.about}: {statement.text}"[:_LONGEST] for statement in statements]
    by_words = np.array([_share(text, foreign) / whole for text in said])
    likely = np.argsort(-by_words - [_standing(statement) for statement in statements], kind="stable")[:_LIKELY]
    statements, said, by_words = [statements[i] for i in likely], [said[i] for i in likely], by_words[likely]
    vectors = meanings([question, *said])
    by_meaning = np.zeros(len(said)) if vectors is None else vectors[1:] @ vectors[0]
    scores = (
        by_words
        + by_meaning
        + np.array([_standing(statement) for statement in statements])
        + _fitting(statements, plan)
    )
    chosen: list[frozenset[str]] = []
    for i in np.argsort(-scores, kind="stable"):
        if scores[i] < _WORTH * scores.max():
            return
        content = frozenset(tokens(statements[i].text))
        if content and not any(len(content & one) >= 0.6 * min(len(content), len(one)) for one in chosen):
            chosen.append(content)
            yield replace(statements[i], share=float(by_words[i]))
        if len(chosen) == count:
            return


def _share(text: str, foreign: Mapping[str, Sequence[str]]) -> float:
    """The weight of the words that are met, in their own language or another one."""
    met = match_words(text, list(foreign))
    met |= {word for word, others in foreign.items() if word not in met and others and match_words(text, others)}
    return sum(map(word_weight, met))


def _standing(one: Statement) -> float:
    """What is known was read before and holds now; a better hit's line before a worse one's."""
    return (0.15 if one.memory is not None else 0.0) - 0.05 * min(one.rank, 6)


def _fitting(statements: Sequence[Statement], plan: Plan) -> list[float]:
    """What is known of the person where they ask of themselves, a command where one is asked for."""
    oneself = not plan.deed and plan.order is None and about_oneself(tokens(plan.text))
    command = _asks_for("terminal", plan)
    return [
        0.25 * (oneself and statement.memory is not None and statement.memory.kind is Kind.CORE)
        + 0.25 * (command and statement.memory is None and bool(_COMMAND.search(statement.text)))
        for statement in statements
    ]


def _asks_for(sort: str, plan: Plan) -> bool:
    return any(genre.name == sort for genre in plan.window_types)


def _written(one: Statement) -> str:
    text = one.text[:_LONGEST]
    about = f"{one.about}: " if one.memory is not None and one.about and one.about not in text else ""
    return f"{about}{text}" + (f" [{one.hit}]" if one.hit else "")

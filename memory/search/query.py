"""Query parser: operators, quotations, times in words, and what a question is about (regular expressions, word lists).

Called by `Recall` and by answers, in any thread. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from base.records.scope import Scope
from base.records.search import Query
from memory.search.times.parser import Interval, read_times
from memory.text.cjk import has_cjk
from memory.text.language import content_words, function_words
from memory.text.lexicon import LEXICON, folded_words
from memory.text.lexicon.calendar_words import MONTHS
from memory.text.normalization import fold_case
from memory.text.tokens import identifiers, tokens
from memory.text.window_types import WindowType, window_types_in_query

OPERATORS = ("app", "site", "title", "before", "after", "on", "kind", "like")
_OPERATOR = re.compile(
    rf"(?<!\S)(?P<name>{'|'.join(OPERATORS)}):(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+))", re.IGNORECASE
)
_EXCLUDED = re.compile(r"(?<!\S)-(?:\"([^\"]+)\"|([^\W\d_][^\s\"]*))")
_DOUBLE_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|„([^“]+)“|«\s*([^»]+?)\s*»|「([^」]+)」")
_SINGLE_QUOTED = re.compile(r"(?<!\w)'([^']{2,})'(?!\w)|`([^`]+)`|‘([^’]{2,})’")

_QUESTION = re.compile(rf"\?|？|^\s*{LEXICON.words('questions/openings').alternatives}\b", re.IGNORECASE)
_LOOKING = folded_words("query_words/doing")
"""Seeing, opening, going: in a question these say what a person did, and rarely stand on the screen."""
SCREEN_DEEDS = folded_words("query_words/at_a_screen")
"""Reading, writing, visiting: what a person does with a screen. In a question about the person they rarely stand on the
screen; what somebody else opened or wrote may well stand there."""
_OWN_DEEDS = _LOOKING | SCREEN_DEEDS
_SOMEBODY_ELSE = re.compile(
    rf"\b{LEXICON.words('query_words/asks_of_somebody').alternatives}\s+(?!I\b)[A-Z]\w+"
    rf"|\b[A-Z]\w+ {LEXICON.words('query_words/tells_of_somebody').alternatives}\b"
)

_ANY_SCREEN = folded_words("query_words/sorts")
"""Words for whatever is on a screen, such as `page`, and `first` and `last`: beside a time or an order they name
nothing."""

_LATEST = re.compile(LEXICON.words("query_words/latest").whole_words, re.IGNORECASE)
_FIRST = re.compile(LEXICON.words("query_words/first").whole_words, re.IGNORECASE)

_END_OF_ANCHOR = rf"(?=[,;?？]|$|\s+{LEXICON.words('questions/after_anchor').alternatives}\b)"
_BEFORE = LEXICON.words("query_words/before").alternatives
_AFTER = LEXICON.words("query_words/after").alternatives
_BETWEEN = re.compile(
    rf"\b{LEXICON.words('query_words/between').alternatives}\s+(.+?)"
    rf"\s+{LEXICON.words('query_words/between_and').alternatives}\s+(.+?){_END_OF_ANCHOR}",
    re.IGNORECASE,
)
_BEFORE_OR_AFTER = re.compile(
    rf"\b({LEXICON.words('query_words/directly').alternatives} )?({_BEFORE}|{_AFTER})\s+(.+?){_END_OF_ANCHOR}",
    re.IGNORECASE,
)
_FOLLOWING = LEXICON.words("query_words/following").words
_LENGTH_BEFORE = re.compile(rf"{LEXICON.words('questions/length_before').whole_words}\s*$", re.IGNORECASE)

_PERSON_DID = LEXICON.words("query_words/one_did").whole_words
_ABOUT_DEEDS = re.compile(f"{_PERSON_DID}|{LEXICON.words('query_words/of_deeds').whole_words}", re.IGNORECASE)
"""The question is about what the person did, so that `before` and `after` may be about its order."""
_ABOUT_SCREEN = re.compile(f"{_PERSON_DID}|{LEXICON.words('query_words/on_screen').whole_words}", re.IGNORECASE)
"""It is about what was on the screen, so that its times are those of the moments."""
_ABOUT_PAST = re.compile(LEXICON.words("query_words/past").whole_words, re.IGNORECASE)
"""It is about something that is over, so that an hour without a day is one of the last 24."""


@dataclass(frozen=True, slots=True)
class Order:
    """Something happened before, after or between what these texts describe."""

    after: str = field(default="", repr=False)
    before: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query asks for."""

    text: str = field(repr=False)
    """What is left to look for by meaning."""
    words: tuple[str, ...] = field(repr=False)
    """Content words, folded."""
    phrases: tuple[str, ...] = field(repr=False)
    """In double quotes: must be there, word for word."""
    names: tuple[str, ...] = field(repr=False)
    """Identifiers, what stands in single quotes, and in a question any quotation: should be there, word for word. The
    answer to a question about a book seldom stands beside the book's title."""
    without: tuple[str, ...] = field(repr=False)
    """Must not be there."""
    scope: Scope
    """From operators and from the query's own scope: must hold."""
    kinds: tuple[str, ...] = ()
    times: tuple[Interval, ...] = ()
    """From times in words: should hold."""
    time_words: str = field(default="", repr=False)
    deed: bool = False
    """It is about what the person did or saw, or about hours of a day that is past: the times are those of the moments,
    not ones that stand on the screen."""
    window_types: tuple[WindowType, ...] = field(default=(), repr=False)
    order: Order | None = None
    recency: int = 0
    """1: the latest is asked for; -1: the first; 0: neither."""
    question: bool = False
    like: str = ""
    """A moment's id: moments that look like it and say the same are asked for."""

    @property
    def empty(self) -> bool:
        """Nothing to look for: a filter alone, answered in order of time. A question whose words do not stand on
        screens is looked for by its meaning."""
        if self.words or self.phrases or self.names or self.order:
            return False
        return bool(not self.question or self.times or self.window_types or self.deed)


def parse(query: Query) -> Plan:
    text, without = _cut_out(_EXCLUDED, query.text)
    text, scope, kinds, like = _read_operators(text, query.scope, query.now)
    text, phrases = _cut_out(_DOUBLE_QUOTED, text)
    deed = bool(_ABOUT_SCREEN.search(text))
    times = read_times(text, query.now, deed=deed or bool(_ABOUT_PAST.search(text)))
    question = bool(_QUESTION.search(text))
    rest, order = _split_off_order(times.rest) if question else (times.rest, None)
    whole = " ".join(filter(None, [rest, *phrases]))
    unlikely = _LOOKING if not deed and _SOMEBODY_ELSE.search(text) else _OWN_DEEDS
    if question and (order is not None or times.intervals or deed):
        unlikely = unlikely | _ANY_SCREEN
    single_quoted = [_first_group(match) for match in _SINGLE_QUOTED.finditer(rest)]
    names = tuple(dict.fromkeys([*(phrases if question else ()), *single_quoted, *identifiers(rest)]))
    without_names = rest
    for name in names:  # a part of a name says nothing of the window: `orders_by_city` is no shop
        without_names = without_names.replace(name, " ")
    lengths = [interval.until - interval.since for interval in times.intervals]
    return Plan(
        text=whole,
        words=tuple(dict.fromkeys([*query_words(whole, question, unlikely), *_date_words(times.words)])),
        phrases=() if question else phrases,
        names=names,
        without=without,
        scope=scope,
        kinds=kinds,
        times=times.intervals,
        time_words=times.words,
        deed=deed or (bool(lengths) and max(lengths) < timedelta(days=1)),
        window_types=window_types_in_query(tokens(without_names)),
        order=order,
        recency=_read_recency(rest),
        question=question,
        like=like,
    )


def _first_group(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")


def _cut_out(pattern: re.Pattern[str], text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what matches, and what matched."""
    matched = tuple(_first_group(match).strip() for match in pattern.finditer(text))
    return " ".join(pattern.sub(" ", text).split()), tuple(filter(None, matched))


def query_words(text: str, question: bool, unlikely: Container[str] = _OWN_DEEDS) -> tuple[str, ...]:
    """The words that may stand on the screen: of a question not function words and not the `unlikely` ones."""
    words = content_words(text)
    if not question:
        return tuple(words)
    empty = function_words(text)
    return tuple(word for word in words if word not in unlikely and word not in empty)


def _date_words(time_words: str) -> list[str]:
    """A date that names its month may stand on the screen: `7 May 2023` is looked for as words too."""
    words = tokens(time_words)
    return [word for word in words if word in MONTHS or word.isdigit()] if MONTHS.keys() & words else []


def _read_recency(text: str) -> int:
    """A word for the latest goes before one for the first; but of `last` and `first` the one that comes first holds."""
    latest, first = _LATEST.search(text), _FIRST.search(text)
    if latest and first and fold_case(latest[0]) == "last":
        return 1 if latest.start() < first.start() else -1
    return 1 if latest else -1 if first else 0


# -- operators ---------------------------------------------------------------------------------------------------------


def _read_operators(text: str, scope: Scope, now: datetime) -> tuple[str, Scope, tuple[str, ...], str]:
    """(what is left of the text, the narrower scope, kinds, the moment of `like:`)"""
    kinds: list[str] = []
    like = ""

    def apply(match: re.Match[str]) -> str:
        nonlocal scope, like
        name, value = match["name"].lower(), (match["quoted"] or match["plain"] or "").strip()
        if name == "like":
            like = value or like
        elif name == "kind":
            kinds.extend([value.casefold()] if value else [])
        elif value:
            narrower = _narrow(scope, name, value, now)
            if narrower is None:
                return f" {value} "
            scope = narrower
        return " "

    rest = _OPERATOR.sub(apply, text)
    return " ".join(rest.split()), scope, tuple(kinds), like


def _narrow(scope: Scope, name: str, value: str, now: datetime) -> Scope | None:
    """None when the value is not a time where a time is needed."""
    if name == "app":
        return replace(scope, apps=(*scope.apps, value))
    if name == "site":
        host = value.lower().split("://")[-1].split("/")[0].removeprefix("www.")
        return replace(scope, sites=(*scope.sites, host))
    if name == "title":
        return replace(scope, titles=(*scope.titles, value))
    time = _read_time(value, now)
    if time is None:
        return None
    since = time.since if name in ("after", "on") else None
    until = time.since if name == "before" else time.until if name == "on" else None
    return replace(scope, since=_later(scope.since, since), until=_earlier(scope.until, until))


def _read_time(value: str, now: datetime) -> Interval | None:
    """An ISO date or instant, or a time in words, as the value of `before:`, `after:` or `on:`."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        times = read_times(value.replace("_", " "), now)
        return times.intervals[0] if times.intervals and not times.rest else None
    if len(value) <= 10:
        day = read_times(at.strftime("%Y-%m-%d"), now).intervals
        if day:
            return day[0]
        at = at.replace(tzinfo=now.tzinfo)  # in the future, of which times in words know nothing
    start = (at if at.tzinfo else at.replace(tzinfo=now.tzinfo)).astimezone(UTC)
    return Interval(start, start)


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return max((at for at in (first, second) if at is not None), default=None)


def _earlier(first: datetime | None, second: datetime | None) -> datetime | None:
    return min((at for at in (first, second) if at is not None), default=None)


# -- order -------------------------------------------------------------------------------------------------------------


def _split_off_order(text: str) -> tuple[str, Order | None]:
    """Splits `after the mail, which page came next?` into what is asked and what it stands beside."""
    without_quotations = _SINGLE_QUOTED.sub(lambda match: "\x00" * len(match[0]), text)
    match = _BETWEEN.search(without_quotations)
    if match and _ABOUT_DEEDS.search(without_quotations) and _describe(match[1], match[2]):
        order = Order(after=text[slice(*match.span(1))], before=text[slice(*match.span(2))])
    else:
        match = _BEFORE_OR_AFTER.search(without_quotations)
        if not match or not _describe(match[3]) or not _is_order(without_quotations, match):
            return text, None
        anchor = text[slice(*match.span(3))]
        before = re.fullmatch(_BEFORE, match[2], re.IGNORECASE) is not None
        order = Order(before=anchor) if before else Order(after=anchor)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(rest.split()).strip(" ,"), order


def _is_order(text: str, match: re.Match[str]) -> bool:
    """No: `how long before X`, which asks for a duration, and `fixed after the crash`, which says what happened."""
    if _LENGTH_BEFORE.search(text[: match.start()]):
        return False
    leading = not text[: match.start()].strip()
    return leading or bool(match[1]) or match[2].casefold() in _FOLLOWING or bool(_ABOUT_DEEDS.search(text))


def _describe(*texts: str) -> bool:
    """Each of the texts has a word that can be looked for."""
    return all(any(len(word) > 1 or has_cjk(word) for word in content_words(text)) for text in texts)


# -- times -------------------------------------------------------------------------------------------------------------


def add_time_words(plan: Plan) -> Plan:
    """For a time without any moment: another day may speak of it, as in `what is on Friday?`"""
    words = (*plan.words, *(word for word in content_words(plan.time_words) if word not in plan.words))
    return replace(plan, words=words, text=f"{plan.text} {plan.time_words}")


def time_scopes(plan: Plan) -> Sequence[Scope]:
    """The scope for each asked time, within the plan's own."""
    return [
        replace(plan.scope, since=_later(plan.scope.since, time.since), until=_earlier(plan.scope.until, time.until))
        for time in plan.times
    ]

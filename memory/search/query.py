"""Query parser: operators, words, times. Pure; any thread."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from base.records.scope import Scope
from base.records.search import Query
from memory.search.times.parser import Interval, Times, read_times
from memory.text.cjk import has_cjk
from memory.text.language import function_words
from memory.text.lexicon import LEXICON, folded_words
from memory.text.lexicon.calendar_words import MONTHS
from memory.text.normalization import fold_case
from memory.text.tokens import content_words, identifiers, tokens
from memory.text.window_types import WindowType, window_types_in_query

OPERATORS = ("app", "site", "title", "before", "after", "on", "kind", "like")
_OPERATOR = re.compile(
    rf"(?<!\S)(?P<name>{'|'.join(OPERATORS)}):(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+))", re.IGNORECASE
)
_WITHOUT = re.compile(r"(?<!\S)-(?:\"([^\"]+)\"|([^\W\d_][^\s\"]*))")
_EXACT = re.compile(r"\"([^\"]+)\"|“([^”]+)”|„([^“]+)“|«\s*([^»]+?)\s*»|「([^」]+)」")
_SAID = re.compile(r"(?<!\w)'([^']{2,})'(?!\w)|`([^`]+)`|‘([^’]{2,})’")

_QUESTION = re.compile(rf"\?|？|^\s*{LEXICON.words('questions/openings').alternatives}\b", re.IGNORECASE)
_DOING = folded_words("query_words/doing")
AT_A_SCREEN = folded_words("query_words/at_a_screen")
"""With these, what one does with a screen, said in a question about it: not what stood on the screen. What somebody
else opened or wrote may well be told there."""
_DEEDS = _DOING | AT_A_SCREEN
_SOMEBODY = re.compile(
    rf"\b{LEXICON.words('query_words/asks_of_somebody').alternatives}\s+(?!I\b)[A-Z]\w+"
    rf"|\b[A-Z]\w+ {LEXICON.words('query_words/tells_of_somebody').alternatives}\b"
)

_SORTS = folded_words("query_words/sorts")
"""What everything on a screen is, and the order that is read as such: beside a time they name nothing."""

_LATEST = re.compile(LEXICON.words("query_words/latest").whole_words, re.IGNORECASE)
_FIRST = re.compile(LEXICON.words("query_words/first").whole_words, re.IGNORECASE)

_STOP_ANCHOR = rf"(?=[,;?？]|$|\s+{LEXICON.words('questions/after_anchor').alternatives}\b)"
_BEFORE = LEXICON.words("query_words/before").alternatives
_AFTER = LEXICON.words("query_words/after").alternatives
_BETWEEN = re.compile(
    rf"\b{LEXICON.words('query_words/between').alternatives}\s+(.+?)"
    rf"\s+{LEXICON.words('query_words/between_and').alternatives}\s+(.+?){_STOP_ANCHOR}",
    re.IGNORECASE,
)
_ONE_DID = LEXICON.words("query_words/one_did").whole_words
_OF_DEEDS = re.compile(f"{_ONE_DID}|{LEXICON.words('query_words/of_deeds').whole_words}", re.IGNORECASE)
"""The question is about what one did, so that `before` and `after` may be about its order."""
_SEEN = re.compile(f"{_ONE_DID}|{LEXICON.words('query_words/on_screen').whole_words}", re.IGNORECASE)
"""It is about what was on the screen, so that its times are those of the moments."""
_PAST = re.compile(LEXICON.words("query_words/past").whole_words, re.IGNORECASE)
"""It is about something that is over, so that an hour without a day is one of the last 24."""
_NEXT_TO = re.compile(
    rf"\b({LEXICON.words('query_words/directly').alternatives} )?({_BEFORE}|{_AFTER})\s+(.+?){_STOP_ANCHOR}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """Something happened before, after or between what these texts describe."""

    after: str = field(default="", repr=False)
    before: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    text: str = field(repr=False)
    """What is left to look for by meaning."""
    words: tuple[str, ...] = field(repr=False)
    """Content words, folded."""
    phrases: tuple[str, ...] = field(repr=False)
    """In double quotes: must be there, word for word."""
    names: tuple[str, ...] = field(repr=False)
    """Identifiers, what stands in single quotes, and in a question any quotation: should be there, word for word. What
    is asked about a book is seldom told beside its title."""
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
    genres: tuple[WindowType, ...] = field(default=(), repr=False)
    order: Order | None = None
    recency: int = 0
    """1: the latest is asked for; -1: the first; 0: neither."""
    question: bool = False
    like: str = ""
    """A moment's id: what looks and says the same elsewhere is asked for."""

    @property
    def empty(self) -> bool:
        """Nothing to look for: a filter alone, answered in order of time. A question of other words than those of a
        screen is looked for by its meaning."""
        if self.words or self.phrases or self.names or self.order:
            return False
        return bool(not self.question or self.times or self.genres or self.deed)


def parse(query: Query) -> Plan:
    text, without = _cut(_WITHOUT, query.text)
    text, scope, kinds, like = _operators(text, query.scope, query.now)
    text, phrases = _cut(_EXACT, text)
    deed = bool(_SEEN.search(text))
    times = read_times(text, query.now, deed=deed or bool(_PAST.search(text)))
    question = bool(_QUESTION.search(text))
    rest, order = _ordered(times.rest) if question else (times.rest, None)
    placed = question and (order is not None or bool(times.intervals) or deed)
    doing = _DOING if not deed and _SOMEBODY.search(text) else _DEEDS
    whole = " ".join(filter(None, [rest, *phrases]))
    quoted = phrases if question else ()
    names = tuple(dict.fromkeys([*quoted, *(_first_group(m) for m in _SAID.finditer(rest)), *identifiers(rest)]))
    return Plan(
        text=whole,
        words=tuple(
            dict.fromkeys([*query_words(whole, question, doing | _SORTS if placed else doing), *_date(times.words)])
        ),
        phrases=() if question else phrases,
        names=names,
        without=without,
        scope=scope,
        kinds=kinds,
        times=times.intervals,
        time_words=times.words,
        deed=deed or _of_hours(times),
        genres=window_types_in_query(tokens(_without(rest, names))),
        order=order,
        recency=_recency(rest),
        question=question,
        like=like,
    )


def _of_hours(times: Times) -> bool:
    return bool(times.intervals) and all(
        interval.until - interval.since < timedelta(days=1) for interval in times.intervals
    )


def _first_group(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(_first_group(match).strip() for match in pattern.finditer(text))
    return " ".join(pattern.sub(" ", text).split()), tuple(filter(None, found))


def _without(text: str, names: Sequence[str]) -> str:
    """A name that a machine gave tells no sort: `orders_by_city` is no shop."""
    for name in names:
        text = text.replace(name, " ")
    return text


def query_words(text: str, question: bool, without: Container[str] = _DEEDS) -> tuple[str, ...]:
    """The words that may stand on the screen: of a question not what one does with a screen."""
    words = content_words(text)
    if not question:
        return tuple(words)
    empty = function_words(tokens(text))
    return tuple(word for word in words if word not in without and word not in empty)


def _date(time_words: str) -> list[str]:
    """A date that names its month may stand on the screen: `7 May 2023` is looked for as words too."""
    words = tokens(time_words)
    return [word for word in words if word in MONTHS or word.isdigit()] if MONTHS.keys() & words else []


def _recency(text: str) -> int:
    """What holds now goes before the first of something that is named; of `last` and `first` the one said first."""
    last, first = _LATEST.search(text), _FIRST.search(text)
    if last and first and fold_case(last[0]) == "last":
        return 1 if last.start() < first.start() else -1
    return 1 if last else -1 if first else 0


def _operators(text: str, scope: Scope, now: datetime) -> tuple[str, Scope, tuple[str, ...], str]:
    kinds: list[str] = []
    like = ""

    def apply(match: re.Match[str]) -> str:
        nonlocal scope, like
        name, value = match["name"].lower(), (match["quoted"] or match["plain"] or "").strip()
        if name == "like" and value:
            like = value
            return " "
        changed = _with_operator(scope, name, value, now) if value else None
        if name == "kind" and value:
            kinds.append(value.casefold())
            return " "
        if changed is None:
            return f" {value} "
        scope = changed
        return " "

    rest = _OPERATOR.sub(apply, text)
    return " ".join(rest.split()), scope, tuple(kinds), like


def _with_operator(scope: Scope, name: str, value: str, now: datetime) -> Scope | None:
    """The narrower scope; None when the value is not a time where one is needed."""
    if name == "app":
        return replace(scope, apps=(*scope.apps, value))
    if name == "site":
        return replace(scope, sites=(*scope.sites, _host(value)))
    if name == "title":
        return replace(scope, titles=(*scope.titles, value))
    when = _stretch(value, now)
    if when is None:
        return None
    since = when.since if name in ("after", "on") else None
    until = when.since if name == "before" else when.until if name == "on" else None
    return replace(scope, since=_later(scope.since, since), until=_earlier(scope.until, until))


def _host(value: str) -> str:
    return value.lower().split("://")[-1].split("/")[0].removeprefix("www.")


def _stretch(value: str, now: datetime) -> Interval | None:
    """An ISO date or instant, or a time in words, as `before:` and its like take it."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        times: Times = read_times(value.replace("_", " "), now)
        return times.intervals[0] if times.intervals and not times.rest else None
    if len(value) <= 10:
        return next(iter(read_times(at.strftime("%Y-%m-%d"), now).intervals), None) or _future_day(at, now)
    aware = at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
    return Interval(aware.astimezone(UTC), aware.astimezone(UTC))


def _future_day(day: datetime, now: datetime) -> Interval:
    start = day.replace(tzinfo=now.tzinfo).astimezone(UTC)
    return Interval(start, start)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _ordered(text: str) -> tuple[str, Order | None]:
    """Splits `after the mail, which page came next?` into what is asked and what it stands beside."""
    hidden = _SAID.sub(lambda m: "\x00" * len(m[0]), text)
    match = _BETWEEN.search(hidden)
    if match and _OF_DEEDS.search(hidden) and _describes(match[1], match[2]):
        return _rest(text, match), Order(after=_slice(text, match, 1), before=_slice(text, match, 2))
    match = _NEXT_TO.search(hidden)
    if match and _describes(match[3]) and _is_order(hidden, match):
        anchor = _slice(text, match, 3)
        before = re.fullmatch(_BEFORE, match[2], re.IGNORECASE) is not None
        return _rest(text, match), Order(before=anchor) if before else Order(after=anchor)
    return text, None


def _is_order(text: str, match: re.Match[str]) -> bool:
    """`How long before X` asks for a duration; `fixed after the crash` tells what happened."""
    if _LENGTH_BEFORE.search(text[: match.start()]):
        return False
    leading = not text[: match.start()].strip()
    return leading or bool(match[1]) or match[2].casefold() in _FOLLOWING or bool(_OF_DEEDS.search(text))


_FOLLOWING = LEXICON.words("query_words/following").words
_LENGTH_BEFORE = re.compile(rf"{LEXICON.words('questions/length_before').whole_words}\s*$", re.IGNORECASE)


def _slice(text: str, match: re.Match[str], group: int) -> str:
    return text[match.start(group) : match.end(group)]


def _describes(*texts: str) -> bool:
    return all(any(len(word) > 1 or has_cjk(word) for word in content_words(text)) for text in texts)


def _rest(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()).strip(" ,")


def with_time_as_words(plan: Plan) -> Plan:
    """Of a time of which nothing is there it may be told on another day: `what is on Friday?`"""
    words = (*plan.words, *(word for word in content_words(plan.time_words) if word not in plan.words))
    return replace(plan, words=words, text=f"{plan.text} {plan.time_words}")


def scopes(plan: Plan) -> Sequence[Scope]:
    """The scope for each asked stretch of time, within the hard one."""
    return [
        replace(plan.scope, since=_later(plan.scope.since, i.since), until=_earlier(plan.scope.until, i.until))
        for i in plan.times
    ]

"""Each rule of the grammar of times reads the examples that its docstring gives: a new rule comes with its own."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from memory.search.times.day_rules import DAY_RULES
from memory.search.times.hour_rules import CLOCK_RANGE, CLOCK_TIME, PART_OF_DAY, clock_range, clock_time, part_of_day
from memory.search.times.patterns import find_all
from memory.search.times.stretch import Clock
from memory.search.times.tokenizer import time_tokens

CLOCK = Clock(datetime(2026, 9, 18, 18, 30))
DAY_EXAMPLES = [
    (rule.name, example)
    for rule in {rule.name: rule for rule in DAY_RULES}.values()
    for example in re.findall(r"`([^`]+)`", (rule.read.__doc__ or "").split(":")[0])
    if example != "last"
]
HOUR_EXAMPLES = [
    (read, pattern, example)
    for read, pattern in ((clock_range, CLOCK_RANGE), (clock_time, CLOCK_TIME))
    for example in re.findall(r"`([^`]+)`", read.__doc__ or "")
]
PART_EXAMPLES = re.findall(r"`([^`]+)`", part_of_day.__doc__ or "")


def test_every_rule_of_days_has_an_example() -> None:
    assert {name for name, _ in DAY_EXAMPLES} == {rule.name for rule in DAY_RULES}


@pytest.mark.parametrize(("name", "example"), DAY_EXAMPLES)
def test_a_rule_of_days_reads_its_examples(name: str, example: str) -> None:
    tokens = time_tokens(example)

    stretches = [
        rule.read(match, CLOCK) for rule in DAY_RULES if rule.name == name for match in find_all(rule.pattern, tokens)
    ]

    assert any(stretches)


@pytest.mark.parametrize(("read", "pattern", "example"), HOUR_EXAMPLES)
def test_a_rule_of_hours_reads_its_examples(read, pattern, example) -> None:
    assert any(read(match) for match in find_all(pattern, time_tokens(example)))


@pytest.mark.parametrize("example", PART_EXAMPLES)
def test_the_rule_of_parts_of_a_day_reads_its_examples(example: str) -> None:
    (match,) = find_all(PART_OF_DAY, time_tokens(example))

    assert part_of_day(match, CLOCK, has_day=True).last == len(time_tokens(example))

"""Which words two ways of reading find: kept, true, and stale ones. Part of benchmarks/reading.py."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from base.records.line import Line
from base.records.picture import BgrImage
from memory.ocr.recognition import TextRecognizer

Words = Counter[str]


def words(texts: list[str]) -> Words:
    return Counter(word for text in texts for word in re.findall(r"\w+", text.lower()))


class Score:
    """Counts words frame by frame."""

    def __init__(self, recognizer: TextRecognizer) -> None:
        self._recognizer = recognizer
        self._seen: set[str] = set()
        self._of_whole = self._kept = self._carried = self._stale = 0
        self._true = self._true_whole = self._true_news = 0
        self._joined_whole = self._joined_news = 0
        self._frames: list[tuple[float, str]] = []

    def add(self, image: BgrImage, record: dict[str, Any], whole: tuple[Line, ...], news: tuple[Line, ...]) -> None:
        said, by_news = words([line.text for line in whole]), words([line.text for line in news])
        true_texts = record.get("text") or []
        true = words(true_texts)
        kept = (said & by_news).total()
        self._of_whole, self._kept = self._of_whole + said.total(), self._kept + kept
        self._frames.append((kept / max(1, said.total()), str(record["file"])))
        self._true += true.total()
        self._true_whole += (true & said).total()
        self._true_news += (true & by_news).total()
        self._joined_whole += _only_joined(true_texts, said)
        self._joined_news += _only_joined(true_texts, by_news)
        self._count_stale(image, news, self._seen - set(said) - set(true))
        self._seen |= set(by_news)

    def _count_stale(self, image: BgrImage, news: tuple[Line, ...], doubtful: set[str]) -> None:
        """Words that only an earlier frame's reading had. Those that their place, read anew, does not say are stale."""
        for line in news:
            carried = set(words([line.text])) & doubtful
            if carried:
                left, top, width, height = line.box
                anew = self._recognizer.recognize([image[top : top + height, left : left + width]])[0]
                self._carried += len(carried)
                self._stale += len(carried - set(words([anew.text])))

    def report(self, *, worst: bool) -> None:
        print("\n| words | whole frame | by its news |\n|---|---|---|")
        print(f"| words read; of them kept | {self._of_whole} | {self._kept / max(1, self._of_whole):.2%} |")
        if self._true:
            shares = (f"{found / self._true:.4f}" for found in (self._true_whole, self._true_news))
            print(f"| recall of the true words | {' | '.join(shares)} |")
            print(f"| true words found only joined to the next | {self._joined_whole} | {self._joined_news} |")
        print(f"| misread alike on an earlier frame, not by the whole frame | | {self._carried} |")
        print(f"| stale: of these, no longer what their place on the screen says | | {self._stale} |")
        if worst:
            for share, name in sorted(self._frames)[:12]:
                print(f"    {share:.3f} {name}")


def _only_joined(true_texts: list[str], said: Words) -> int:
    """Neighbouring true words that are read without the space between them and nowhere apart."""
    joined = 0
    for text in true_texts:
        row = re.findall(r"\w+", text.lower())
        for first, second in pairwise(row):
            apart = first in said or second in said
            joined += f"{first} {second}" in text.lower() and first + second in said and not apart
    return joined

"""Whether the language of a short line is told: the product's detector, function words alone, py3langid alone.

    python benchmarks/languages.py [--locale /usr/share/locale] [--lines 150] [--seed 3]

The lines are what GLib, GTK, gdk-pixbuf and AT-SPI say to people, in seven languages, from the message catalogues of
the system (a Linux desktop has them), by length: 2 to 4, 5 to 8 and 9 to 20 words, two signs of Chinese and Japanese
for a word. And screens of 25 such lines, and of 15 with 15 English ones between them. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from memory.text import language as detector
from memory.text.tokens import tokens

FOLDERS = {"en": "de", "de": "de", "fr": "fr", "es": "es", "it": "it", "zh": "zh_CN", "ja": "ja"}
"""Where the lines of each language stand; the English ones are what is translated."""
DOMAINS = ("glib20", "gtk20", "gtk20-properties", "gdk-pixbuf", "at-spi2-core")
LENGTHS = {"2 to 4 words": (2, 4), "5 to 8 words": (5, 8), "9 to 20 words": (9, 20)}
SCREENS = 100

Detector = Callable[[str], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--lines", type=int, default=150)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    lines = {language: read_lines(options.locale / folder, language) for language, folder in FOLDERS.items()}
    if not all(lines.values()):
        raise SystemExit(f"no message catalogues of all languages under {options.locale}")
    detectors: Mapping[str, Detector] = {
        "detector": detector.detect_language,
        "function words alone": by_function_words,
        "py3langid alone": by_library,
    }
    print("| text | by | right | none | wrong | ms |\n|---|---|---|---|---|---|")
    for name, samples in draw(lines, options.lines, random.Random(options.seed)).items():
        for by, detect in detectors.items():
            print(f"| {name} | {by} | {score(samples, detect)} |")


def read_lines(folder: Path, language: str) -> list[str]:
    found = set()
    for domain in DOMAINS:
        path = folder / "LC_MESSAGES" / f"{domain}.mo"
        if not path.is_file():
            continue
        with path.open("rb") as file:
            catalogue: Mapping[str | tuple[str, int], str] = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, translation in catalogue.items():
            original = key[0] if isinstance(key, tuple) else key
            if original and original != translation:
                found.add(clean((original if language == "en" else translation).split("\x04")[-1]))
    return sorted(found - {""})


def clean(text: str) -> str:
    """Without placeholders, tags and the marks of menus."""
    return " ".join(re.sub(r"%[\d$.lh-]*[a-zA-Z]|<[^>]*>|[_&]", " ", text).split())


def draw(lines: Mapping[str, Sequence[str]], count: int, dice: random.Random) -> dict[str, list[tuple[str, str]]]:
    """Name of a sample to (language, text) of each."""
    samples: dict[str, list[tuple[str, str]]] = {}
    for name, (least, most) in LENGTHS.items():
        fitting = {code: [line for line in of if least <= words(line, code) <= most] for code, of in lines.items()}
        samples[name] = [(code, line) for code, of in fitting.items() for line in dice.sample(of, min(count, len(of)))]
    short = [line for line in lines["en"] if len(line) < 30]
    samples["screens"] = [(code, "\n".join(dice.sample(of, 25))) for code, of in lines.items() for _ in range(SCREENS)]
    samples["half English"] = [
        (code, "\n".join(dice.sample(of, 15) + dice.sample(short, 15)))
        for code, of in lines.items()
        for _ in range(SCREENS)
    ]
    return samples


def words(line: str, language: str) -> int:
    return len(re.findall(r"\w", line)) // 2 if language in ("zh", "ja") else len(re.findall(r"[^\W\d_]{2,}", line))


def score(samples: Sequence[tuple[str, str]], detect: Detector) -> str:
    start = time.perf_counter()
    answers = [(detect(text), language) for language, text in samples]
    took = (time.perf_counter() - start) / len(samples)
    right = sum(answer == language for answer, language in answers)
    none = sum(not answer for answer, _ in answers)
    shares = (count / len(samples) for count in (right, none, len(samples) - right - none))
    return " | ".join([*(f"{share:.3f}" for share in shares), f"{1000 * took:.2f}"])


def by_function_words(text: str) -> str:
    counts = {code: sum(word in table for word in tokens(text)) for code, table in detector._FOLDED.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""


def by_library(text: str) -> str:
    language, likelihood = detector._load_identifier().classify(text)
    return language if likelihood >= detector._SURE and language != detector._NOT_A_LANGUAGE else ""


if __name__ == "__main__":
    main()

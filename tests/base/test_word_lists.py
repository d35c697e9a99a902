"""Word lists are data files, and a malformed one is a clear error."""

from __future__ import annotations

import importlib
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from base.word_lists import FIELDS, MalformedWordList, WordFolder, WordList
from capture.words import WORDS
from memory.text.lexicon import LEXICON

ROOT = Path(__file__).parents[2]
FOLDERS = {"capture/words": WORDS, "memory/text/lexicon": LEXICON}
LISTS = [(folder, name) for folder, lists in FOLDERS.items() for name in lists.names()]
HEADER = "".join(f"# {field}: told\n" for field in FIELDS)

numbers = itertools.count()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], WordFolder]]:
    """A package of word lists with one data file in it."""
    package = f"words_{next(numbers)}"
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, text: str) -> WordFolder:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / name).write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return WordFolder(package)

    yield make
    sys.modules.pop(package, None)


@pytest.mark.parametrize(("folder_name", "name"), LISTS)
def test_every_list_loads_and_its_header_names_a_reader_that_asks_for_it(folder_name: str, name: str) -> None:
    lists = FOLDERS[folder_name]
    header = lists.header(name)

    readers = [ROOT / path.strip() for path in header["Readers"].split(",")]

    assert all(header[field] for field in FIELDS)
    assert any(re.search(f"[\"']{name}[\"']", path.read_text(encoding="utf-8")) for path in readers)


@pytest.mark.parametrize("folder_name", FOLDERS)
def test_nobody_reads_a_list_without_standing_in_its_header(folder_name: str) -> None:
    lists = FOLDERS[folder_name]
    asked = re.compile(f"[\"']({'|'.join(map(re.escape, lists.names()))})[\"']")
    sources = [path for room in ("app", "capture", "memory", "ui") for path in (ROOT / room).rglob("*.py")]

    unnamed = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in sources
        for name in asked.findall(path.read_text(encoding="utf-8"))
        if path.relative_to(ROOT).as_posix() not in lists.header(name)["Readers"]
    }

    assert unnamed == set()


def test_words_by_language_are_read_in_the_order_of_the_file(folder: Callable[[str, str], WordFolder]) -> None:
    lists = folder("lists.toml", HEADER + '[latest]\nen = ["now", "last"]\nzh = ["最新"]\nes = ["último"]\n')

    latest = lists.words("lists/latest")

    assert lists.names() == ("lists/latest",)
    assert latest.words == ("now", "last", "最新", "último")
    assert latest.by_language["zh"] == ("最新",)


def test_meanings_are_read_in_the_order_of_the_file(folder: Callable[[str, str], WordFolder]) -> None:
    lists = folder("lists.toml", HEADER + '[days.monday]\nen = ["monday"]\n[days.friday]\nen = ["friday"]\n')

    days = lists.meanings("lists/days")

    assert [(day, words.words) for day, words in days.items()] == [("monday", ("monday",)), ("friday", ("friday",))]


def test_a_table_gives_the_variants_of_each_row(folder: Callable[[str, str], WordFolder]) -> None:
    lists = folder("table.tsv", HEADER + "en\tde\nbill,invoice\trechnung\n")

    assert lists.rows("table") == ({"en": ("bill", "invoice"), "de": ("rechnung",)},)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("lists.toml", '[a]\nen = ["x"]\n', "the header does not say Purpose"),
        ("lists.toml", HEADER + '[a]\nen = ["x"\n', "lists: "),
        ("lists.toml", HEADER + "[a]\n", "lists/a: words by language"),
        ("lists.toml", HEADER + '[a]\nen = "x"\n', "lists/a: en is no list"),
        ("lists.toml", HEADER + "[a]\nen = [1]\n", "1 is no word"),
        ("lists.toml", HEADER + "[a]\nen = []\n", "there are no words"),
        ("lists.toml", HEADER + '[a]\nen = ["x", "x"]\n', "'x' stands there twice"),
        ("lists.toml", HEADER + '[a]\nen = [" x"]\n', "' x' is no word"),
        ("lists.toml", HEADER + '[a]\nen = ["X"]\n', "'X' is not in lower case"),
        ("lists.toml", HEADER + '[a]\nen = ["(x"]\n', "is no pattern"),
        ("lists.toml", HEADER + '[a]\nen = ["e\u0301"]\n', "is not in NFC"),
        ("table.tsv", HEADER + "en\tde\nx\n", "2 columns are expected"),
        ("table.tsv", HEADER + "en\tde\nx\t\n", "'' is no word"),
    ],
)
def test_a_malformed_file_is_a_clear_error(
    folder: Callable[[str, str], WordFolder], name: str, text: str, complaint: str
) -> None:
    lists = folder(name, text)

    with pytest.raises(MalformedWordList, match=re.escape(complaint)):
        lists.names()


def test_a_list_that_is_left_out_is_empty_and_its_pattern_never_matches(
    folder: Callable[[str, str], WordFolder],
) -> None:
    lists = folder("lists.toml", HEADER + '[a]\nen = ["now"]\n[b.one]\nen = ["one"]\n')

    lists.leave_out("lists/a")
    lists.leave_out("lists/b")

    assert lists.words("lists/a").words == ()
    assert re.search(lists.words("lists/a").whole_words, "now") is None
    assert lists.meanings("lists/b")["one"].words == ()


def test_an_unknown_list_is_a_mistake_of_ours(folder: Callable[[str, str], WordFolder]) -> None:
    lists = folder("lists.toml", HEADER + '[a]\nen = ["now"]\n')

    with pytest.raises(KeyError):
        lists.words("lists/b")
    with pytest.raises(KeyError):
        lists.leave_out("nothing/a")


def test_a_word_is_met_whole_where_its_language_puts_blanks_between_words() -> None:
    words = WordList("lists/latest", {"en": ("now",), "zh": ("最新",)})

    assert re.search(words.whole_words, "right now")
    assert re.search(words.whole_words, "known") is None
    assert re.search(words.alternatives, "known")
    assert re.search(words.whole_words, "我最新的")

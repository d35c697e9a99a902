"""How recall cuts text into words: folding, stems, function words, identifiers. Pure functions, called from any thread.

The stems are the ones that the store's full-text index makes, so that what is highlighted is what was matched.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
TOKEN = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
"""A run of CJK characters, or of any other letters and digits. Underscores part words, as in the full-text index."""
_CJK_RUN = re.compile(f"[{CJK}]")

IDENTIFIER = re.compile(
    r"""(?<![\w@])(?=[^\s,;:?!()]*[\w])      # something that a machine named:
    [!#@]?[\w]+(?:[-_./:@+][\w]+)+/?         # joined by punctuation: ledger_sync.py, INV-2026-06072, a.example/b
    |(?<!\w)[!#]\d+                          # !517, #42
    |(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w{4,}   # letters and digits mixed: MSKU3519683
    """,
    re.VERBOSE,
)

FUNCTION_WORDS: dict[str, str] = {
    "en": """a an the and or but if then of at by for with about against to from in into on onto off out over
        under up down is are was were be been being am do does did doing done have has had having will would
        shall should can could may might must i me my mine myself we us our ours you your yours he him his
        she her hers it its they them their theirs this that these those there here what which who whom
        whose when where why how as so than too very not no nor just only own same such s t d ll re ve m
        please tell show find give until during through per while after before between upon within without
        because since also""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber wenn von zu zum zur im in am
        an auf aus bei mit nach seit für über unter um ist sind war waren bin bist sein hat habe haben hatte
        wird werden wurde kann können muss ich mich mir mein meine meinen meiner du dich dir er ihn ihm sie
        es wir uns unser ihr dies diese dieser dieses was welche welcher welches wer wen wem wo wann warum
        wie als so nicht kein keine nur auch noch""",
    "fr": """le la les l un une des du de d et ou mais si à au aux en dans sur sous par pour avec sans est sont
        était étaient être ai as a avons avez ont avait je j me m moi mon ma mes nous notre vous il elle on
        ils elles ce cet cette ces qui que qu quoi quel quelle quels quelles où quand pourquoi comment ne
        pas plus y se sa son ses c""",
    "es": """el la los las lo un una unos unas de al del con sin en es son era fue ser estar está he ha han había
        yo me mi mis tu su sus nos ella ellos este esta estos ese esa eso qué que cuál cuáles quién dónde
        cuándo cómo cuánto por para según y o u no a se""",
    "pt": """o a os as um uma de do da dos das no na nos nas em com sem é são foi eu me meu minha que qual quais
        quem onde quando como por para e ou se não""",
    "it": """il lo la gli le i un uno una di dei delle del della nel nella in con senza è sono era io mi mio mia
        che chi cosa quale dove quando come perché per a e o non si""",
    "nl": """de het een en van voor met op in is zijn was mijn ik wat welke wie waar wanneer hoe niet dat die te""",
    "pl": """i w na z do o jest są był mój moja co kto który która gdzie kiedy jak nie to się""",
    "ru": """и в на с по о это что где когда как какой какая мой моя кто не у я""",
    "tr": """bir ve ne bu nerede nasıl hangi kim için mi mı benim""",
}
"""Words that carry no meaning of their own, by language (closed classes of each grammar)."""

_CJK_FUNCTION = re.compile(
    "(?:是什么|是多少|是谁|在哪里|在哪|什么时候|什么|多少|哪个|哪些|怎么|怎样|为什么|请问|我的|我们|吗|呢|吧|的|了|是|在"
    "|ですか|でした|です|ます|どこ|いつ|なに|何|だれ|誰|どの|どれ|は|が|を|に|の|で|と|も|か"
    "|무엇|어디|언제|누구|입니까)"
)

_stemmer = snowballstemmer.stemmer("english")
_STEMMING = threading.Lock()
"""The stemmer holds the word that it works on: two threads at once break it."""


def fold(text: str) -> str:
    """Compatibility forms joined, case and Latin accents removed."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not ("\u0300" <= c <= "\u036f")))


_FOLDED = {language: frozenset(fold(words).split()) for language, words in FUNCTION_WORDS.items()}


def language(words: Sequence[str]) -> str:
    """The one that the most function words speak for, empty when none does: `die` is German in German only."""
    spoken = max(_FOLDED, key=lambda name: sum(word in _FOLDED[name] for word in words))
    return spoken if any(word in _FOLDED[spoken] for word in words) else ""


def function_words(words: Sequence[str]) -> frozenset[str]:
    """Those of the language of `words`."""
    return _FOLDED.get(language(words), frozenset())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English stem of a folded word; other languages and digits pass nearly unchanged."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _STEMMING:
        return str(_stemmer.stemWord(word))


def tokens(text: str) -> list[str]:
    """Folded words and CJK runs, in order."""
    return TOKEN.findall(fold(text))


def stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def is_cjk(text: str) -> bool:
    return bool(_CJK_RUN.search(text))


def content_words(text: str) -> list[str]:
    """The words that carry meaning, each once, in order; every word when nothing else is left."""
    found = tokens(text)
    empty = function_words(found)
    words = list(dict.fromkeys(part for word in found for part in _meaning(word, empty)))
    return words or list(dict.fromkeys(found))


def _meaning(word: str, empty: frozenset[str]) -> list[str]:
    if is_cjk(word):
        return [part for part in _CJK_FUNCTION.split(word) if part]
    return [] if word in empty else [word]


def identifiers(text: str) -> list[str]:
    """Names that machines give (file names, order numbers, hosts, test names), as they were written."""
    return list(dict.fromkeys(match[0].rstrip("/") for match in IDENTIFIER.finditer(text)))

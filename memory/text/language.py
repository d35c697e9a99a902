"""Function words of each language, and language detection by them."""

from __future__ import annotations

from collections.abc import Sequence

from memory.text.normalization import fold_case

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


_FOLDED = {language: frozenset(fold_case(words).split()) for language, words in FUNCTION_WORDS.items()}


def detect_language(words: Sequence[str]) -> str:
    """The one that the most function words speak for, empty when none does: `die` is German in German only."""
    spoken = max(_FOLDED, key=lambda name: sum(word in _FOLDED[name] for word in words))
    return spoken if any(word in _FOLDED[spoken] for word in words) else ""


def function_words(words: Sequence[str]) -> frozenset[str]:
    """Those of the language of `words`."""
    return _FOLDED.get(detect_language(words), frozenset())

"""Translations, plurals and local formats.

`use` once, on the UI thread, before the first widget; the rest on any thread. What a screen showed is never translated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from ui.kit.ports import LanguageChoice

CONTEXT, KEYBOARD = "Afterglow", "Keyboard"
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
LOCALES = {
    "en": ENGLISH,
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
    "zh": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
}


class Language:
    """Holds the translators while the application runs; `leave` takes them out."""

    def __init__(self, app: QCoreApplication, choice: LanguageChoice) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.locale = choose_locale(QLocale.system().uiLanguages() if choice == "system" else [choice])
        QLocale.setDefault(self.locale)
        name = self.locale.bcp47Name().partition("-")[0]
        if name != "en":
            self._install_qt()
            ours = QTranslator()
            if ours.load(str(files("assets").joinpath("translations", f"afterglow_{name}.qm"))):
                self._install(ours)

    def _install_qt(self) -> None:
        """The words of Qt's own menus and file dialogs."""
        theirs = QTranslator()
        if theirs.load(self.locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._install(theirs)

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._translators.append(translator)

    def uninstall(self) -> None:
        for translator in self._translators:
            self._app.removeTranslator(translator)
        QLocale.setDefault(ENGLISH)


def choose_locale(wished: Sequence[str]) -> QLocale:
    """The first of these (`de-AT`) that the window speaks, else English."""
    codes = (wish.partition("-")[0] for wish in wished)
    return next((LOCALES[code] for code in codes if code in LOCALES), ENGLISH)


def mark(text: str) -> str:
    """A text that `tr` translates where it is shown: for constants, which are made before a language is chosen."""
    return text


def plural(singular: str, many: str) -> tuple[str, str]:
    """Two forms that `counted` chooses from; both hold `{n}`. Marks them as `mark` does."""
    return singular, many


def tr(text: str, /, **values: object) -> str:
    """In the person's language, with the values at the places that name them."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def translate_count(n: int, forms: tuple[str, str]) -> str:
    one, many = forms
    said = QCoreApplication.translate(CONTEXT, many, None, n)
    if said == many and n == 1:
        said = one
    return said.format(n=format_number(n))


def format_number(n: int) -> str:
    """`12,345` as the language writes it."""
    return QLocale().toString(n)


def lower_in_sentence(word: str) -> str:
    """A heading's word inside a sentence: small in English; German nouns keep their capital."""
    return word.lower() if QLocale().language() is QLocale.Language.English else word


def format_date(day: date, form: str) -> str:
    """`form` as in Qt's `QDate.toString`; itself a text to translate, since languages order a date differently."""
    return QLocale().toString(QDate(day.year, day.month, day.day), tr(form))


def join_with_and(parts: Sequence[str]) -> str:
    """`one and two`"""
    return f" {tr('and')} ".join(parts)


KEYS = ("Ctrl", "Shift", "Alt", "Enter", "Space", "Tab", "Esc", "Page", "Delete", "Del", "Drag")
"""What stands on keys, and for what is done with the pointer. Letters are the same everywhere."""


def translate_keys(keys: str) -> str:
    """`Ctrl+K` as the language's keyboards are printed."""
    return re.sub(r"[A-Z][a-z]+", lambda found: QCoreApplication.translate(KEYBOARD, found[0]), keys)

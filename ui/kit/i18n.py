"""Translations, plurals and local formats (Qt's translators, QLocale).

The application creates a `Language` once, on the UI thread, before the first widget; the functions may be called from
any thread. Text from the screen is never translated.
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
    """Installs the translators of a language; `uninstall` removes them."""

    def __init__(self, app: QCoreApplication, choice: LanguageChoice) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.locale = choose_locale(QLocale.system().uiLanguages() if choice == "system" else [choice])
        QLocale.setDefault(self.locale)
        name = self.locale.bcp47Name().partition("-")[0]
        if name != "en":
            menus_of_qt, ours = QTranslator(), QTranslator()
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if menus_of_qt.load(self.locale, "qtbase", "_", folder):
                self._install(menus_of_qt)
            if ours.load(str(files("assets").joinpath("translations", f"afterglow_{name}.qm"))):
                self._install(ours)

    def _install(self, translator: QTranslator) -> None:
        self._app.installTranslator(translator)
        self._translators.append(translator)

    def uninstall(self) -> None:
        for translator in self._translators:
            self._app.removeTranslator(translator)
        QLocale.setDefault(ENGLISH)


def choose_locale(wished: Sequence[str]) -> QLocale:
    """The first of these languages (`de-AT`) that has a translation, else English."""
    codes = (wish.partition("-")[0] for wish in wished)
    return next((LOCALES[code] for code in codes if code in LOCALES), ENGLISH)


def mark(text: str) -> str:
    """Marks a constant for translation. `tr` translates it when it is shown, after the language was chosen."""
    return text


def plural(singular: str, many: str) -> tuple[str, str]:
    """Marks two forms, both with `{n}`, that `translate_count` chooses from."""
    return singular, many


def tr(text: str, /, **values: object) -> str:
    """The text in the person's language, with the values in its placeholders."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def translate_count(n: int, forms: tuple[str, str]) -> str:
    singular, many = forms
    translated = QCoreApplication.translate(CONTEXT, many, None, n)
    if translated == many and n == 1:
        translated = singular
    return translated.format(n=format_number(n))


def format_number(n: int) -> str:
    """`12,345` as the language writes it."""
    return QLocale().toString(n)


def format_decimal(value: float) -> str:
    """`1.3`, with the language's decimal sign."""
    return QLocale().toString(value, "f", 1)


def lower_in_sentence(word: str) -> str:
    """A heading's word inside a sentence: lower case in English; German nouns keep their capital."""
    return word.lower() if QLocale().language() is QLocale.Language.English else word


def format_date(day: date, form: str) -> str:
    """`form` as in Qt's `QDate.toString`; itself a text to translate, since languages order a date differently."""
    return QLocale().toString(QDate(day.year, day.month, day.day), tr(form))


def join_with_and(parts: Sequence[str]) -> str:
    """`one and two`"""
    return f" {tr('and')} ".join(parts)


KEYS = ("Ctrl", "Shift", "Alt", "Enter", "Space", "Tab", "Esc", "Page", "Delete", "Del", "Drag")
"""Names of keys and of dragging. Letters are the same in every language."""


def translate_keys(keys: str) -> str:
    """`Ctrl+K` as the language's keyboards are printed."""
    return re.sub(r"[A-Z][a-z]+", lambda name: QCoreApplication.translate(KEYBOARD, name[0]), keys)

"""Words that an answer to a question likely holds. Pure; any thread.

Who bought a house tells it with `last week`, not with the word when. Question answering calls it the expected type of
the answer; here it is one signal among others, too weak to bring up a moment that has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.text.language import detect_language

_HOW_LONG = re.compile(
    r"\b(?:how long|since when|how many (?:minutes|hours|days|weeks|months|years)"
    r"|wie lange|seit wann|wie viele (?:minuten|stunden|tage|wochen|monate|jahre)"
    r"|combien de temps|depuis quand|cuánto tiempo|desde cuándo)\b|多久|多长时间",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^\W*(?:when (?:did|do|does|was|were|is|are|has|have|had|will|would|can|should)|wann|quand|cuándo)\b"
    r"|\b(?:what|which) (?:date|day|month|year)\b|\b(?:an )?welche[mnrs]? (?:tag|datum|monat|jahr)\b"
    r"|\bquel(?:le)? (?:date|jour|mois|année)\b|\bqué (?:fecha|día|mes|año)\b|什么时候|哪一?天",
    re.IGNORECASE,
)
_LENGTHS: dict[str, str] = {
    "en": "year month week day hour minute since",
    "de": "jahr jahre jahren monat monate monaten woche wochen tag tage tagen stunde stunden minuten seit",
    "fr": "an ans année années mois semaine semaines jour jours heure heures minutes depuis",
    "es": "año años mes meses semana semanas día días hora horas minutos desde",
}
_TIMES: dict[str, str] = {
    "en": """yesterday today tomorrow tonight last next ago week weekend month year day soon recently
        monday tuesday wednesday thursday friday saturday sunday
        january february march april june july august september october november december""",
    "de": """gestern heute morgen vorgestern letzte letzten nächste nächsten woche wochenende monat jahr tag
        montag dienstag mittwoch donnerstag freitag samstag sonntag
        januar februar märz april juni juli august september oktober november dezember""",
    "fr": """hier demain dernier dernière prochain prochaine semaine mois année jour
        lundi mardi mercredi jeudi vendredi samedi dimanche
        janvier février mars avril juin juillet août septembre octobre novembre décembre""",
    "es": """ayer hoy mañana pasado pasada próximo próxima semana mes año día
        lunes martes miércoles jueves viernes sábado domingo
        enero febrero marzo abril junio julio agosto septiembre octubre noviembre diciembre""",
}


def answer_terms(text: str, said: Sequence[str]) -> str:
    """Words parted by blanks, in the language of the folded words `said`; none where anything may be the answer."""
    words = _LENGTHS if _HOW_LONG.search(text) else _TIMES if _WHEN.search(text) else {}
    return words.get(detect_language(said), words.get("en", ""))

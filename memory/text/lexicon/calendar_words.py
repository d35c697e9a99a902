"""Words that name times, by language. Data only.

Each word stands for a symbol; `times` reads sequences of symbols. Other languages go through dateparser, word by word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def _named(table: Mapping[T, str]) -> dict[str, T]:
    return {name: meaning for meaning, names in table.items() for name in names.split("|")}


DAYS_BACK: dict[str, int] = _named(
    {
        0: "today|heute|aujourd'hui|aujourd’hui|hoy|hoje|oggi|vandaag|dzisiaj|今天|今日",
        1: "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|昨天|昨日",
        2: "day before yesterday|vorgestern|avant-hier|anteayer|antier|anteontem|l'altro ieri|eergisteren|"
        "przedwczoraj|前天|おととい|一昨日",
        -1: "tomorrow|morgen früh|demain|mañana|amanhã|domani|明天|明日",
    }
)

WEEKDAYS: dict[str, int] = _named(
    {
        0: "monday|mondays|mon|montag|lundi|lunes|segunda-feira|lunedì|lunedi|maandag|poniedziałek|星期一|周一|"
        "礼拜一|月曜日",
        1: "tuesday|tuesdays|tue|tues|dienstag|mardi|martes|terça-feira|martedì|martedi|dinsdag|wtorek|星期二|"
        "周二|礼拜二|火曜日",
        2: "wednesday|wednesdays|wed|mittwoch|mercredi|miércoles|miercoles|quarta-feira|mercoledì|mercoledi|"
        "woensdag|środa|星期三|周三|礼拜三|水曜日",
        3: "thursday|thursdays|thu|thur|thurs|donnerstag|jeudi|jueves|quinta-feira|giovedì|giovedi|"
        "donderdag|czwartek|星期四|周四|礼拜四|木曜日",
        4: "friday|fridays|fri|freitag|vendredi|viernes|sexta-feira|venerdì|venerdi|vrijdag|piątek|星期五|周五|"
        "礼拜五|金曜日",
        5: "saturday|saturdays|sat|samstag|sonnabend|samedi|sábado|sabado|sabato|zaterdag|sobota|星期六|周六|"
        "礼拜六|土曜日",
        6: "sunday|sundays|sun|sonntag|dimanche|domingo|domenica|zondag|niedziela|"
        "星期日|星期天|周日|周天|礼拜天|日曜日",
    }
)

MONTHS: dict[str, int] = _named(
    {
        1: "january|jan|januar|jänner|janvier|enero|janeiro|gennaio|januari",
        2: "february|feb|februar|février|fevrier|febrero|fevereiro|febbraio|februari",
        3: "march|mar|märz|maerz|mars|marzo|março|maart",
        4: "april|apr|avril|abril|aprile",
        5: "may|mai|mayo|maio|maggio|mei",
        6: "june|jun|juni|juin|junio|junho|giugno",
        7: "july|jul|juli|juillet|julio|julho|luglio",
        8: "august|aug|août|aout|agosto|augustus",
        9: "september|sep|sept|septembre|septiembre|setembro|settembre",
        10: "october|oct|oktober|okt|octobre|octubre|outubro|ottobre",
        11: "november|nov|novembre|noviembre|novembro",
        12: "december|dec|dezember|dez|décembre|decembre|diciembre|dezembro|dicembre",
    }
)

ENGLISH_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
)  # fmt: skip
"""Those that a text in English means: there Mars is a planet, and Rio is no month."""

PARTS: dict[str, tuple[float, float]] = _named(
    {
        (4, 8): "early morning|am frühen morgen|petit matin|madrugada|凌晨|清晨",
        (4, 12): "morning|mornings|morgen|matin|matinée|manhã|mattina|ochtend|rano|早上|早晨",
        (7, 12): "vormittag|vormittags|forenoon|上午|午前",
        (11.5, 13.5): "noon|midday|noontime|mittag|mittags|midi|mediodía|meio-dia|mezzogiorno|middag|中午",
        (12, 14): "lunch|lunchtime|lunch time|lunch break|mittagessen|mittagspause|déjeuner|almuerzo|almoço|pranzo|"
        "午饭|午餐",
        (6, 9.5): "breakfast|frühstück|petit déjeuner|petit-déjeuner|desayuno|colazione|早饭|早餐",
        (12, 18): "afternoon|afternoons|nachmittag|nachmittags|après-midi|apres-midi|tarde|pomeriggio|下午|午後",
        (17, 24): "evening|evenings|abend|abends|soir|soirée|noite|sera|avond|wieczór|晚上|傍晚",
        (18, 21): "dinner|supper|abendessen|dîner|cena|jantar|晚饭|晚餐",
        (20, 29): "night|nights|nacht|nachts|nuit|noche|notte|夜里|深夜",
        (23.5, 24.5): "midnight|mitternacht|minuit|medianoche|午夜",
    }
)
"""Hours of the local day; past 24 it is the next day's morning."""

MEALS = frozenset([(12, 14), (6, 9.5), (18, 21)])
"""What is had `for lunch` need not be asked for, bought or told at that hour."""

MIDDLES: dict[tuple[float, float], float] = {(12, 14): 13.0, (6, 9.5): 8.5, (18, 21): 19.5, (11.5, 13.5): 12.0}
"""What `before` and `after` a meal or noon mean: one hour that parts the day."""

UNITS: dict[str, str] = _named(
    {
        "minute": "minute|minutes|min|mins|minuten|minuto|minutos|minuti|分钟",
        "hour": "hour|hours|hr|hrs|stunde|stunden|heure|heures|hora|horas|ora|ore|uur|小时",
        "day": "day|days|tag|tage|tagen|jour|jours|día|días|dia|dias|giorno|giorni|dag|dagen|天",
        "week": "week|weeks|woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|weken|周|星期|个星期",
        "weekend": "weekend|weekends|wochenende|week-end|周末",
        "month": "month|months|monat|monate|monaten|mois|mes|meses|mês|mese|mesi|maand|maanden|月|个月",
        "year": "year|years|jahr|jahre|jahren|an|ans|année|años|año|ano|anos|anno|anni|jaar|年",
    }
)

ROLES: dict[str, str] = _named(
    {
        "L": "last|past|previous|letzte|letzten|letzter|letztes|vergangene|vergangenen|vorige|vorigen|dernier|"
        "dernière|derniers|dernières|passé|passée|pasado|pasada|última|último|últimos|últimas|passado|"
        "passada|scorso|scorsa|ultimi|ultime|afgelopen|上|上个|过去",
        "T": "this|diese|dieser|diesen|dieses|ce|cet|cette|este|esta|esse|essa|questo|questa|deze|dit|这|这个|本",
        "N": "next|coming|upcoming|nächste|nächsten|nächster|nächstes|kommende|kommenden|prochain|prochaine|"
        "próximo|próxima|prossimo|prossima|volgende|下个",
        "G": "ago|fa|geleden|atrás|前|之前|以前",
        "g": "il y a|hace|há",
        "v": "vor",
        "A": "around|about|roughly|approximately|circa|gegen|ungefähr|vers|environ|hacia|alrededor de|sobre|"
        "por volta de|verso|rond|大约",
        "B": "between|zwischen|entre|tra|fra|dalle|tussen",
        "d": "from|von|de|desde|dal|van|从",
        "&": "and|to|till|und|et|à|y|e|alle|en|tot|到|-|–|—|bis",
        "<": "before|until|avant|antes de|antes do|antes del|prima di|prima|voor|by",
        ">": "after|nach|après|después de|después del|depois de|depois do|dopo|na|之后|以后|后",
        "s": "since|seit|ab|depuis|sinds",
        "E": "early|früh|frühen|tôt|vroeg",
        "Z": "late|spät|späten|laat",
        "p": "on|at|in|during|of|the|am|um|im|an|der|die|das|den|dem|des|zur|le|la|du|au|el|del|"
        "las|los|il|nel|op|om|a|em|no|dans|les|o'clock|uhr|,|'s|over|within|my|在|的|per",
    }
)
"""What little words do: L last, T this, N next, G ago (said after), g ago (said before), A around, B between, & and,
< before, > after, s since, E early, Z late, p any other; v is the German `vor` (< or g), d is `from` (B or p)."""

NUMBERS: dict[str, int] = _named(
    {
        0: "zero|null|zéro|cero|〇",
        1: "one|ein|un|uno|一|eine|einer|einem|einen|une|una|an|a|um",
        2: "two|zwei|deux|dos|二|两|couple",
        3: "three|drei|trois|tres|三|few|ein paar|quelques|unos",
        4: "four|vier|quatre|cuatro|四",
        5: "five|fünf|cinq|cinco|五",
        6: "six|sechs|seis|六",
        7: "seven|sieben|sept|siete|七",
        8: "eight|acht|huit|ocho|八",
        9: "nine|neun|neuf|nueve|九",
        10: "ten|zehn|dix|diez|十",
        11: "eleven|elf|onze|once",
        12: "twelve|zwölf|douze|doce",
    }
)
"""Counted only before a unit: `an hour ago`."""

"""Types of windows and the words people use for them.

Data and one small matcher. A person who says "mail" may mean a page whose text never says so; a window is of a sort
by its app, its title's ending, or its address. Programs and sites named here are common ones on the three systems.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from memory.text.normalization import fold_case


@dataclass(frozen=True, slots=True)
class WindowType:
    name: str
    said: frozenset[str] = field(repr=False)
    """Folded words and two-word phrases that mean it."""
    seen: re.Pattern[str] = field(repr=False)
    """What its windows have in "app\ntitle\nurl", folded."""


def _genre(name: str, said: str, seen: str) -> WindowType:
    return WindowType(name, frozenset(fold_case(word) for word in said.split("|")), re.compile(seen))


GENRES = (
    _genre(
        "mail",
        "mail|mails|mailed|mailing|e-mail|email|emails|emailed|inbox|e-mails|courriel|correo|posteingang|邮件|メール",
        r"mail|outlook|thunderbird|inbox|posteingang|evolution|postbox|\bmutt\b|compose",
    ),
    _genre(
        "chat",
        "chat|chats|chat room|chat rooms|channel|channels|direct message|dm|messenger|unterhaltung|聊天",
        r"chat|slack|discord|telegram|signal|whatsapp|element|mattermost|teams|zulip|messenger|irc|wechat|weixin|/dm/",
    ),
    _genre(
        "calendar",
        "calendar|meeting|appointment|appointments|agenda|kalender|termin|termine|calendrier|"
        "rendez-vous|calendario|日历|会议",
        r"calendar|kalender|calendrier|calendario|agenda|korganizer|日历",
    ),
    _genre(
        "terminal",
        "terminal|shell|console|command|commands|command line|prompt|bash|zsh|powershell|konsole|"
        "i type|i typed|i run|i ran|"
        "befehl|commande|comando|终端|命令",
        r"term\b|terminal|konsole|xterm|alacritty|kitty|powershell|cmd\.exe|\btmux|wezterm|tilix|"
        r"ghostty|command prompt|\bssh\b|: bash|: zsh",
    ),
    _genre(
        "sheet",
        "spreadsheet|spreadsheets|sheet|sheets|workbook|xlsx|excel|csv|tabelle|tabellen|tableur|hoja de calculo|表格",
        r"\.xlsx?\b|\.ods\b|\.csv\b|\bcalc\b|excel|gnumeric|numbers\n|spreadsheets?\b|google sheets",
    ),
    _genre(
        "letter",
        "letter|word document|doc|docx|brief|lettre|carta|text document|信",
        r"\.docx?\b|\.f?odt\b|\.rtf\b|\bwriter\b|microsoft word|winword|pages\n|google docs|docs\.google",
    ),
    _genre(
        "slides",
        "slides|slide|presentation|deck|powerpoint|folien|prasentation|diapositives|演示",
        r"\.pptx?\b|\.odp\b|impress|powerpoint|keynote|google slides",
    ),
    _genre(
        "pdf",
        "pdf|pdfs",
        r"\.pdf\b|evince|okular|acrobat|zathura|\bxpdf|sumatra|skim\n|preview\n",
    ),
    _genre(
        "document",
        "document|documents|dokument|dokumente|unterlage|fichier|documento|文件",
        r"\.(?:pdf|docx?|f?odt|rtf|xlsx?|ods|pptx?|odp|txt|md|epub|djvu)\b|evince|okular|acrobat"
        r"|\bwriter\b|google docs",
    ),
    _genre(
        "note",
        "note|notes|notepad|notizen|notiz|memo|memos|text file|笔记",
        r"\.txt\b|\.md\b|notepad|mousepad|gedit|textedit|obsidian|notes\b|kate\b|leafpad|joplin|onenote",
    ),
    _genre(
        "code",
        "editor|ide|source code|source file|script|vim|config file|configuration file",
        r"\bg?vim\b|neovim|nvim|emacs|visual studio|code\n|vscod|pycharm|intellij|sublime|\bnano\b"
        r"|\.(?:py|js|ts|rs|go|c|cpp|java|rb|sh|ya?ml|toml|json|ini|conf)\b",
    ),
    _genre(
        "video",
        "video|videos|film|movie|clip|watched|watch|vidéo|película|视频",
        r"youtube|tube\b|/watch|vimeo|netflix|\bvlc\b|\bmpv\b|twitch|bilibili|\.mp4|\.mkv|celluloid|totem",
    ),
    _genre(
        "photos",
        "photo|photos|picture|pictures|album|albums|gallery|image|images|bilder|fotos|foto|照片",
        r"album|photo|gallery|\.jpe?g|\.png|image viewer|gwenview|shotwell|eog\b|flickr|/gallery",
    ),
    _genre(
        "map",
        "map|maps|route|directions|address|karte|adresse|carte|mapa|地图",
        r"\bmaps?\b|/dir/|openstreetmap|navigation|route",
    ),
    _genre(
        "review",
        "code review|code reviews|reviewer|reviewers|reviewed|pull request|pull requests|"
        "merge request|merge requests|pr|mr",
        r"/merge_requests/|/pull/|/pulls/|/pull-requests/|gerrit|/changes/|merge request|pull request|!\d+\b",
    ),
    _genre(
        "issue",
        "ticket|tickets|issue|issues|bug|bugs|tracker",
        r"/browse/[a-z]+-\d+|/issues?/|jira|tracker|bugzilla|redmine|linear\.app|\b[a-z]{2,6}-\d{2,6}\b",
    ),
    _genre(
        "search",
        "searched|searched for|search|web search|search query|query|googled|gesucht|recherche|búsqueda|搜索",
        r"/search\b|[?&]q=|google|duckduckgo|bing\b|ecosia|startpage|kagi",
    ),
    _genre(
        "dashboard",
        "dashboard|dashboards|tile|tiles|kpi|chart|report|reports",
        r"dashboard|/board/|grafana|report|metabase|looker|tableau|\bbi\b|power bi|superset",
    ),
    _genre(
        "wiki",
        "wiki|guide|documentation|docs|manual|handbook|how-to|article|encyclopedia|handbuch|artikel|文档",
        r"wiki|\bdocs?\.|docs\b|/guide|handbook|manual|encyclo|confluence|notion|readthedocs|developer\.",
    ),
    _genre(
        "news",
        "news|article|articles|newspaper|blog|blog post|nachrichten|zeitung|artikel|journal|noticias|periodico|新闻",
        r"news|blog|courier|herald|gazette|tribune|guardian|times\b|zeitung|nachrichten|journal|monde|diario|substack"
        r"|medium\.com|reuters|bbc\.|cnn\.",
    ),
    _genre(
        "shop",
        "order|orders|parcel|shop|purchase|delivery|bestellung|commande|pedido|订单",
        r"/orders?/|order|shop|store\.|amazon|ebay|etsy|/cart|checkout|warenkorb",
    ),
    _genre(
        "booking",
        "booking|flight|hotel|trip|reservation|room|buchung|vol|reserva|预订",
        r"booking|buchung|/reserv|airline|\bair\b|flight|hotel|airbnb|hostel|pension\b",
    ),
    _genre(
        "files",
        "folder|folders|directory|file manager|archive|ordner|dossier|carpeta|文件夹",
        r"thunar|nautilus|dolphin|finder\n|explorer|nemo\b|pcmanfm|files\n",
    ),
    _genre(
        "passwords",
        "password manager|passwords|password|passwort|mot de passe|contraseña|密码",
        r"keepass|1password|bitwarden|lastpass|keychain|\.kdbx",
    ),
    _genre(
        "page",
        "page|pages|website|websites|site|sites|web page|webpage|url|link|seite|webseite|página|网页|网站",
        r"https?://|\.example|\n[a-z0-9-]+\.[a-z]{2,}/",
    ),
    _genre(
        "status",
        "status page|fleet|monitoring|uptime",
        r"status\.|/status|monitor|uptime|nagios|zabbix",
    ),
)


def window_types_in_query(words: Sequence[str]) -> tuple[WindowType, ...]:
    """The sorts of windows that a text names; `words` are its folded words in order."""
    said = _said(words)
    return tuple(genre for genre in GENRES if genre.said & said)


def names_of(genres: Sequence[WindowType], words: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each of the words that name a sort, the sorts that it may mean: an article is in a paper or a wiki."""
    said = frozenset(word for genre in genres for word in genre.said) & _said(words)
    return {word: frozenset(genre.name for genre in genres if word in genre.said) for word in said}


def _said(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


@lru_cache(maxsize=20_000)
def window_types_of(app: str, title: str, url: str) -> frozenset[str]:
    """The sorts that a window is of."""
    window = fold_case(f"{app}\n{title}\n{url}\n")
    return frozenset(genre.name for genre in GENRES if genre.seen.search(window))

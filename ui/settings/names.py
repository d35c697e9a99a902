"""The settings in the words of the page: sections, names, units, choices. Pure.

A setting without a name here is shown under its own, so that none can be forgotten.
"""

from __future__ import annotations

SECTIONS = {
    "capture": ("Recording", "How often Afterglow looks at the screen."),
    "exclusions": ("Left out", "What is never kept. The rules are applied before a picture is saved, to every window."),
    "perception": ("Reading", "How hard the machine may work at reading what was seen."),
    "storage": ("Storage", "How much room the memory may take. Above it the oldest pictures give way, text stays."),
    "memories": ("Memories", "What is concluded from the moments."),
    "spool": ("Waiting room", "Where pictures wait, sealed, until they are read."),
    "lock": ("Lock", "When the memory locks by itself. Recording goes on, sealed."),
    "desktop": ("Desktop", ""),
    "appearance": ("Appearance", ""),
}
NAMES = {
    "capture.interval": ("Look at the screen every", "seconds"),
    "capture.idle_interval": ("When nobody is there, every", "seconds"),
    "capture.idle_after": ("Nobody is there after", "seconds without input"),
    "exclusions.apps": ("Apps", ""),
    "exclusions.titles": ("Window titles", ""),
    "exclusions.sites": ("Sites", ""),
    "exclusions.private_browsing": ("Leave private browsing out", ""),
    "exclusions.password_managers": ("Leave password managers out", ""),
    "exclusions.unknown_windows": ("Windows that cannot be identified", ""),
    "spool.budget_mb": ("Room for what waits", "MB"),
    "spool.disk_reserve_mb": ("Always left free on the disk", "MB"),
    "perception.effort": ("Effort", ""),
    "perception.threads": ("Threads at most", ""),
    "perception.image_weights": ("Picture model: weights", "path"),
    "perception.image_architecture": ("Picture model: architecture", ""),
    "storage.budget_gb": ("The memory may take", "GB"),
    "memories.fade_after_days": ("Let go of what was seen once after", "days (0: never)"),
    "memories.keep_secrets": ("Keep the values of secrets", ""),
    "lock.after_minutes": ("Lock after", "minutes without input"),
    "lock.with_session": ("Lock with the computer's screen", ""),
    "desktop.start_with_session": ("Start with the session, in the background", ""),
    "desktop.search_key": ("Search from anywhere", "like Ctrl+Alt+Space"),
    "desktop.pause_key": ("Pause or go on from anywhere", "like Ctrl+Alt+P"),
    "desktop.forget_key": ("Forget the last 10 minutes from anywhere", "like Ctrl+Alt+Delete"),
    "appearance.theme": ("Theme", ""),
}
CHOICES = {
    "skip": "Do not keep them",
    "save": "Keep them",
    "light": "Light",
    "balanced": "Balanced",
    "full": "Full",
    "system": "As the system",
    "dark": "Dark",
    "contrast": "High contrast",
}
EXAMPLES = {
    "exclusions.apps": "One on each line: Signal, or bank* for all that begin so",
    "exclusions.titles": "One on each line: a part of the title, or /a regular expression/",
    "exclusions.sites": "One on each line: bank.example, its subdomains included",
}


def section_of(name: str) -> str:
    return name.partition(".")[0]


def section_words(section: str) -> tuple[str, str]:
    return SECTIONS.get(section, (section.replace("_", " ").capitalize(), ""))


def title_of(name: str) -> str:
    return NAMES[name][0] if name in NAMES else name.partition(".")[2].replace("_", " ").capitalize()


def unit_of(name: str) -> str:
    return NAMES[name][1] if name in NAMES else ""


def choice_words(choice: str) -> str:
    return CHOICES.get(choice, choice)

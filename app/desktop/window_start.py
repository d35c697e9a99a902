"""What is done when the window is built, before the person sees it: unlock where possible, look for
updates where that is switched on, grab the global keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desktop.first_run.control import FirstRun
from app.desktop.global_keys import GlobalKeys
from app.desktop.memory_lock import MemoryLock
from app.home import Home
from app.settings import Settings
from app.updates.notice import UpdateNotice
from base.errors import BadInput

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def start_window(
    window: MainWindow, *, home: Home, lock: MemoryLock, keys: GlobalKeys, settings: Settings, first_run: FirstRun
) -> None:
    """Main thread; the memory is opened on the window's jobs pool. During the first run it stays closed: the flow opens
    it when it is over."""
    if first_run.step() is None and lock.opens_without_question():
        window.open_memory(lock.unlock)
    UpdateNotice(window, home=home, jobs=window.jobs, show=window.toast.show_text).look()
    keys.connect(window)
    try:
        keys.apply_settings(settings)
    except BadInput as error:
        window.show_error(error)

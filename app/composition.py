"""Composition: builds the parts of the program and puts them together. Read it from top to bottom.

Capture first, then an unlocked memory, what reads in the background, imports, and the desktop program with its window.
What is built later is closed first. Nothing is built at import, and nothing here runs on its own: commands call these
functions from the main thread, the desktop program calls `open_memory` from the window's jobs pool.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from app.background.auto_lock import AutoLock
from app.background.governor import threads_for
from app.background.importer import Importer
from app.background.notifying_sink import NotifyingSink
from app.background.open_memory import OpenMemory
from app.background.reading_loop import ReadingLoop
from app.background.sensors import Sensors
from app.capture_settings import longest_gap, rules_from, sampling_rate_from
from app.home import Home
from app.settings import Settings
from app.version import VERSION
from base.clock import utc_now
from base.errors import AfterglowError
from base.files import translate_os_errors
from base.time_zone import local_zone
from capture.desktop import open_desktop
from capture.frames import FrameSink
from capture.pipeline import CapturePipeline
from capture.recorder import Recorder
from capture.recorder_status import RecorderStatus
from capture.screen import MssScreen
from memory.archive.opening import open_archive, words_and_meaning
from memory.encoders.interface import ImageModel
from memory.llm.managers import with_model
from memory.llm.pending_ledger import PendingLedger
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MakeManagers
from memory.perception.reader_process import spawn_reader
from memory.perception.spool import Spool
from memory.sealed.keys import KeyFile, Keys

IMPORT_GAP = timedelta(minutes=2)
"""Imported pictures may be far apart: beyond this nothing is claimed about the time between them."""
NICENESS = 10
"""Of the reader's process: what the person does goes before reading."""
MANAGERS: MakeManagers | None = measured_managers
"""The managers of the six memories."""


# -- capture -----------------------------------------------------------------------------------------------------------


def open_spool(home: Home, settings: Settings) -> Spool:
    """The spool needs only the public key, so it opens while the memory is locked."""
    return Spool(
        home.spool,
        public_key=KeyFile.load(home.keys).public_key,
        budget_bytes=settings.spool.budget_mb * 1_000_000,
        reserve_bytes=settings.spool.disk_reserve_mb * 1_000_000,
    )


def build_recorder(
    settings: Settings,
    sink: FrameSink,
    *,
    on_frame: Callable[[], None] = lambda: None,
    on_status: Callable[[RecorderStatus], None] = lambda _: None,
) -> Recorder:
    """Both callbacks are called in the recorder's thread; `on_frame` after each frame that `sink` has taken."""
    pipeline = CapturePipeline(
        rules=rules_from(settings), sink=NotifyingSink(sink, on_frame), longest_gap=longest_gap(settings)
    )
    return Recorder(
        screen=MssScreen,
        desktop=open_desktop,
        pipeline=pipeline,
        rate=sampling_rate_from(settings),
        on_status=on_status,
    )


# -- an unlocked memory ------------------------------------------------------------------------------------------------


def open_memory(
    home: Home,
    *,
    keys: Keys,
    settings: Settings,
    actor: str = "cli",
    accept_backup: bool = False,
    managers: MakeManagers | None = MANAGERS,
    changed: Callable[[], None] = lambda: None,
) -> OpenMemory:
    """Three processes at most: this one, the archive's (LanceDB, endpoint, keys, search), started here, and the
    reader's (text recognition, embeddings, managers), started on first use. Both are started again when they die, but
    not while the memory is locked. `changed`: called from any thread when `restarting` or `failure` changed. Raises
    what `open_archive` raises."""
    spool = open_spool(home, settings)
    chosen = settings.perception
    image_model = ImageModel(Path(chosen.image_weights), chosen.image_architecture) if chosen.image_weights else None
    recall = partial(words_and_meaning, pictures=image_model)
    ledger = PendingLedger(home.sent, spool.public_key)
    may_restart = partial(_is_open, home)
    start_reader = partial(
        spawn_reader,
        home.spool,
        spool.public_key,
        keys,
        niceness=NICENESS,
        pictures=image_model,
        managers=partial(with_model, managers, ledger) if managers is not None else None,
        may_restart=may_restart,
    )
    with ExitStack() as closing:
        archive = open_archive(
            home.root,
            keys,
            recall=recall,
            actor=actor,
            accept_backup=accept_backup,
            idle_after=timedelta(seconds=settings.capture.idle_after),
            may_restart=may_restart,
            changed=changed,
        )
        closing.callback(archive.close)
        memory = OpenMemory(
            home,
            settings=settings,
            keys=keys,
            spool=spool,
            archive=archive,
            image_model=image_model,
            ledger=ledger,
            start_reader=start_reader,
            makes_memories=managers is not None,
        )
        closing.pop_all()  # from now on the memory closes the archive, after its reader
    return memory


def _is_open(home: Home) -> bool:
    """Nobody has locked the memory, here or from another process. Raises StoreError where that cannot be told: the
    disk of the memory is gone, or its folder closed."""
    try:
        return home.exists and not home.locked
    except OSError as error:
        raise translate_os_errors(error, "the folder of the memory cannot be used") from None


def build_reading_loop(
    memory: OpenMemory,
    *,
    idle: Callable[[], float],
    on_error: Callable[[AfterglowError | None], None] = lambda _: None,
    on_progress: Callable[[], None] = lambda: None,
) -> ReadingLoop:
    """Reads in the background, with the effort that the settings allow. `idle`: seconds since the person's last
    input."""
    chosen = memory.settings.perception
    memory.reader_threads = threads_for(chosen.effort, chosen.threads)
    sensors = Sensors(own=lambda: time.process_time() + memory.background_cpu(), idle=idle)
    return ReadingLoop(
        memory.ingest(patience=0),
        effort=chosen.effort,
        conditions=sensors.conditions,
        spent=memory.background_cpu,
        chores=(memory.digest, memory.film_stills, memory.thin),
        release=memory.rest_reader,
        on_error=on_error,
        on_progress=on_progress,
    )


def build_importer(memory: OpenMemory, *, described: bool) -> Importer:
    """`described`: the pictures come with metadata, so that rules about windows can judge them."""

    def build_pipeline(known: Container[str]) -> CapturePipeline:
        rules = rules_from(memory.settings, described=described)
        return CapturePipeline(rules=rules, sink=memory.spool, known=known, longest_gap=IMPORT_GAP)

    return Importer(memory, build_pipeline=build_pipeline)


# -- the desktop program -----------------------------------------------------------------------------------------------


def run_desktop(home: Home, settings: Settings, *, passphrase: str | None, background: bool) -> int:
    """Recorder, lock and window, until the person quits; returns the exit code. Main thread; blocks. No memory is made
    and nothing is recorded before the person says so in the window's first run; until then `background` is ignored."""
    # Qt and all that only the window needs: no other command imports it.
    from app.consent import Consent
    from app.desktop.autostart import find_autostart_place, start_with_session
    from app.desktop.first_run.control import FirstRun
    from app.desktop.global_keys import GlobalKeys
    from app.desktop.memory_lock import MemoryLock
    from app.desktop.preferences import Preferences
    from app.desktop.runtime import DesktopProgram
    from app.desktop.settings_listener import SettingsListener
    from app.desktop.single_instance import window_address
    from app.desktop.spool_recorder import SpoolRecorder
    from app.desktop.subscribers import Subscribers
    from app.desktop.window_start import start_window
    from memory.ask.pipeline import answer_for_window
    from ui.kit.ports import UiSettings
    from ui.shell.application import run

    consent = Consent(home)
    with ExitStack() as closing:
        status_changed = Subscribers()
        recorder = SpoolRecorder(
            home,
            settings,
            open_spool=open_spool,
            build_recorder=build_recorder,
            may_record=consent.given,
            changed=status_changed.notify,
        )
        lock = MemoryLock(
            home,
            settings,
            recorder=recorder,
            auto_lock=AutoLock(recorder=recorder.status),
            open_memory=partial(open_memory, home, actor="app"),
            build_reading_loop=build_reading_loop,
            changed=status_changed.notify,
            passphrase=passphrase,
        )
        first_run = FirstRun(home, consent, passphrase=passphrase, start_recorder=lock.start_recording)
        program = DesktopProgram(recorder=recorder, lock=lock, status_changed=status_changed)
        closing.callback(program.close)
        program.start()
        keys = GlobalKeys()
        closing.callback(keys.release)
        listener = SettingsListener(
            settings,
            appliers=(program.apply_settings, keys.apply_settings),
            start_with_session=partial(start_with_session, home=home.root, where=find_autostart_place()),
        )
        return run(
            None,
            program,
            lock,
            program,
            partial(answer_for_window, read_image=lock.look),
            Preferences(home.settings, apply_settings=listener.apply_settings),
            settings=UiSettings(
                theme=settings.appearance.theme, language=settings.appearance.language, version=VERSION
            ),
            clock=utc_now,
            zone=local_zone() or ZoneInfo("UTC"),
            address=window_address(home),
            first_run=first_run,
            background=background,
            geometry_file=home.window_place,
            on_start=partial(start_window, home=home, lock=lock, keys=keys, settings=settings, first_run=first_run),
        )

"""reindex: embeds again what an older model embedded, then rebuilds every index and compacts the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.commands.context import Context, read_what_waits
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json, progress_bar, waiting
from app.commands.words import count_words
from base.errors import WeightsMissing

if TYPE_CHECKING:
    from memory.encoders.interface import TextEncoder


def register(commands: Subparsers) -> None:
    text = (
        "Make search complete and quick again, after an update. It goes over the moments that an older version "
        "prepared, and cleans up on the disk. It can be interrupted and goes on where it was."
    )
    parser = add_command(commands, "reindex", text, run, examples=("reindex", "reindex --all"))
    parser.add_argument("--all", action="store_true", help="go over all moments, which may take hours")


def run(context: Context, options: argparse.Namespace) -> None:
    """Vectors first, then every index. Broken off, it goes on where it was."""
    from memory.archive.reembedding import Reembedding
    from memory.encoders.interface import open_image_encoder

    with context.session(existing=True) as session:
        read_what_waits(session)
        texts = _open_text_encoder(session.settings.perception.threads)
        images = open_image_encoder(session.image_model)
        job = Reembedding(session.archive, texts=texts, images=images)
        frames = job.outdated(everything=options.all)
        with progress_bar() as bar:
            task = bar.add_task("Going over moments", total=len(frames), visible=bool(frames))
            done = job.run(frames, everything=options.all, progress=lambda n: bar.update(task, completed=n))
        with waiting("Cleaning up on the disk"):
            session.archive.maintain(thorough=True)
    if context.json:
        names = {"encoder": texts and texts.name, "image_encoder": images and images.name}
        print_json({"embedded": done.moments, "passages": done.passages, "pictures": done.pictures, **names})
    else:
        err.print(f"Search is up to date. {count_words(done.moments, 'moment was', 'moments were')} gone over again.")


def _open_text_encoder(threads: int) -> TextEncoder | None:
    """None, with a message, where its weights are missing."""
    from memory.encoders.embedding_cache import CachedTextEncoder
    from memory.encoders.minilm import MiniLM

    try:
        return CachedTextEncoder(MiniLM(threads=threads))
    except WeightsMissing as missing:
        err.print(str(missing), markup=False)
        return None

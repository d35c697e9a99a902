"""reindex: embeds anew what an older model embedded, then rebuilds every index and compacts the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import err, print_json, progress_bar
from base.errors import WeightsMissing

if TYPE_CHECKING:
    from memory.encoders.interface import TextEncoder


def register(commands: Subparsers) -> None:
    text = "Process what an older text or image model processed again, update every index and compact the store."
    parser = add_command(commands, "reindex", text, run)
    parser.add_argument("--all", action="store_true", help="process everything again")


def run(context: Context, options: argparse.Namespace) -> None:
    """Vectors first, then every index. Broken off, it goes on where it was."""
    from memory.archive.reembedding import Reembedding
    from memory.encoders.interface import open_image_encoder

    with context.session(existing=True) as session:
        session.drain()
        texts = _open_text_encoder(session.settings.perception.threads)
        images = open_image_encoder(session.image_model)
        job = Reembedding(session.archive, texts=texts, images=images)
        frames = job.outdated(everything=options.all)
        with progress_bar() as bar:
            task = bar.add_task("Processing", total=len(frames), visible=bool(frames))
            done = job.run(frames, everything=options.all, progress=lambda n: bar.update(task, completed=n))
        with err.status("Indexing and compacting"):
            session.archive.maintain(thorough=True)
    if context.json:
        names = {"encoder": texts and texts.name, "image_encoder": images and images.name}
        print_json({"embedded": done.moments, "passages": done.passages, "pictures": done.pictures, **names})
    else:
        err.print(f"{done.moments} moments were processed again. Every index is up to date.")


def _open_text_encoder(threads: int) -> TextEncoder | None:
    """None, with a message, where its weights are missing."""
    from memory.encoders.embedding_cache import CachedTextEncoder
    from memory.encoders.minilm import MiniLM

    try:
        return CachedTextEncoder(MiniLM(threads=threads))
    except WeightsMissing as missing:
        err.print(str(missing), markup=False)
        return None

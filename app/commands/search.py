"""search, ask, chats, timeline, stats, pin, reindex."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError
from rich.markup import escape

from app.commands.context import Context, scope_of
from app.commands.output import (
    coverage_json,
    err,
    gap_json,
    head_json,
    hit_json,
    memory_counts_json,
    out,
    print_json,
    progress_bar,
    search_json,
    show_hits,
    show_pairs,
    size,
    span,
    stats_json,
)
from app.composition import OpenMemory
from base.errors import BadInput, BrokenPicture, DiskFull, StoreBusy, WeightsMissing
from base.records.search import Query, QueryImage
from base.records.statistics import AccessEntry, Stats
from base.records.timeline import Timeline
from base.time_zone import local_zone, zone_name
from memory.archive.api import ArchiveApi
from memory.ask import conversation, pipeline
from memory.ask.conversation import ChatExchange
from memory.encoders.interface import TextEncoder, open_image_encoder
from memory.pictures import decoding

MOST_HITS = 1000
USAGE = 2
"""The exit code of a command line that makes no sense."""


def search(context: Context, options: argparse.Namespace) -> int | None:
    if not 1 <= options.limit <= MOST_HITS:
        raise BadInput(f"--limit {options.limit} is not between 1 and {MOST_HITS}")
    if not options.query and options.picture is None:
        err.print("There is nothing to search for. Give words, or --picture FILE.")
        return USAGE
    with context.session(existing=True) as session:
        query = Query(
            options.query,
            now=_now(options.now),
            limit=options.limit,
            scope=scope_of(options),
            sight=_sight(session, options.picture),
        )
        result = session.archive.search(query)
        _log(session.archive, "search", len(result.hits))
    if context.json:
        print_json(search_json(options.query, result))
    else:
        show_hits(result, local_zone())
    return None


def _sight(session: OpenMemory, path: Path | None) -> QueryImage | None:
    """Raises BadInput for what is no picture."""
    if path is None:
        return None
    try:
        picture = decoding.load(path)
    except BrokenPicture:
        raise BadInput(f"{path.name} is not a picture that can be read") from None
    return session.reader().look(picture)


def ask(context: Context, options: argparse.Namespace) -> None:
    """Where nothing carries an answer it says so (`answer` is null) and shows the nearest moments."""
    if options.batch:
        if not options.out:
            raise BadInput("--batch needs --out OUT.jsonl", advice="Name the file that the answers go to.")
        _ask_batch(context, options.batch, options.out)
    elif options.question:
        with context.session(existing=True) as session:
            question = Question(id="", question=options.question, now=options.now)
            asked = _ask(session, question, screen=options.screen, sight=_sight(session, options.picture))
            if not options.forget:
                _keep(session.archive, options.question, asked)
        answer = _answer(question, asked)
        if context.json:
            print_json(answer)
        else:
            out.print(escape(answer["answer"] or "Nothing that is remembered answers this. The nearest moments:"))
            for number, hit in enumerate(answer["hits"], 1):
                when = datetime.fromisoformat(hit["ts"])
                head = f"[bold]{number:>2}[/]  {span(when, when, local_zone())}  [cyan]{escape(hit['app'])}[/]"
                out.print(f"{head}  {escape(hit['snippet'])[:200]}")
    else:
        raise BadInput("there is no question", advice="Give a question, or --batch IN.jsonl --out OUT.jsonl.")


def _keep(archive: ArchiveApi, question: str, asked: pipeline.QuestionContext) -> None:
    cites = tuple(hit.frame for hit in asked.result.hits[: conversation.MOST_CITED])
    try:
        conversation.keep(archive, ChatExchange(_now(None), question, asked.text, cites, asked.by_model))
    except (DiskFull, StoreBusy) as error:
        err.print(f"The question was not kept: {error.title[:1].lower()}{error.title[1:]}.", markup=False)


def chats(context: Context, options: argparse.Namespace) -> None:
    if options.limit < 1:
        raise BadInput(f"--limit {options.limit} is below 1")
    with context.session(existing=True) as session:
        if options.clear:
            _clear(context, session.archive, sure=options.yes)
            return
        exchanges, _ = conversation.earlier(session.archive, options.limit, options.words)
    if context.json:
        said = [{"ts": exchange.at.isoformat(), "question": exchange.question, "answer": exchange.answer or None,
                 "frames": list(exchange.cites)} for exchange in exchanges]  # fmt: skip
        print_json({"exchanges": said})
        return
    for exchange in exchanges:
        out.print(f"[dim]{span(exchange.at, exchange.at, local_zone())}[/]  [bold]{escape(exchange.question)}[/]")
        out.print(f"    {escape(exchange.answer or 'Nothing that was remembered answered this.')}")
    if not exchanges:
        err.print("Nothing like that was asked or answered." if options.words else "Nothing was asked yet.")


def _clear(context: Context, archive: ArchiveApi, *, sure: bool) -> None:
    if not sure and context.ask is not None:
        err.print("Every question and answer goes for good. Type [bold]clear[/] to go on: ", end="")
        if input().strip().lower() != "clear":
            return
    conversation.clear(archive)
    if context.json:
        print_json({"cleared": True})
    else:
        err.print("Every question and answer is gone for good.")


class Question(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str | int
    question: str
    now: datetime | None = None
    time_reference: datetime | None = None


def _ask_batch(context: Context, source: Path, target: Path) -> None:
    questions = _questions(source)
    with (
        context.session(existing=True) as session,
        progress_bar() as bar,
        target.open("w", encoding="utf-8") as file,
    ):
        task = bar.add_task("Asking", total=len(questions))
        for question in questions:
            file.write(json.dumps(_answer(question, _ask(session, question)), ensure_ascii=False) + "\n")
            bar.advance(task)
        _log(session.archive, "search", len(questions))
    err.print(f"{len(questions)} questions answered.")


def _questions(source: Path) -> list[Question]:
    found = []
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{source} cannot be read ({error.__class__.__name__})") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(Question.model_validate_json(line))
            except ValidationError as error:
                first = error.errors()[0]
                raise BadInput(f"{source.name}, line {number}: {first['msg']}") from None
    return found


def _ask(
    session: OpenMemory, question: Question, *, screen: bool = False, sight: QueryImage | None = None
) -> pipeline.QuestionContext:
    now = _now(question.now or question.time_reference)
    asked = pipeline.ask(session.archive, question.question, now, screen=screen, sight=sight)
    if asked.told is not None and asked.told.fault is not None:
        err.print(asked.told.step, markup=False)
    return asked


def _answer(question: Question, asked: pipeline.QuestionContext) -> dict[str, Any]:
    return {
        "id": question.id,
        "answer": asked.text or None,
        "abstained": not asked.text,
        "hits": [hit_json(hit) for hit in asked.result.hits],
        "memories": [
            {"kind": str(memory.kind), "id": memory.id, "summary": memory.summary} for memory in asked.memories
        ],
        "gaps": [gap_json(gap) for gap in asked.result.gaps],
        "took_ms": round(asked.result.took_ms, 1),
    }


def timeline(context: Context, options: argparse.Namespace) -> None:
    zone = local_zone()
    with context.session(existing=True) as session:
        day = _day(options.day, session.archive, zone)
        start = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)
        found = session.archive.timeline(start, end)
    if context.json:
        print_json(
            {
                "day": day.isoformat(),
                "moments": [head_json(head) for head in found.moments],
                "coverage": [coverage_json(stretch) for stretch in found.coverage],
            }
        )
    else:
        _show_timeline(day, found, zone)


def _day(text: str | None, archive: ArchiveApi, zone: ZoneInfo | None) -> date:
    today = datetime.now(zone).date()
    if text is None:
        days = archive.days(zone_name())
        return date.fromisoformat(days[-1].day) if days else today
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    try:
        return words.get(text.lower()) or date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a day", advice="Write YYYY-MM-DD, today or yesterday.") from None


def _show_timeline(day: date, found: Timeline, zone: ZoneInfo | None) -> None:
    out.print(f"[bold]{day:%A %d %B %Y}[/]  {len(found.moments)} moments")
    last = ("", "")
    for head in found.moments:
        if (head.app, head.title) != last:
            out.print(f"{head.at.astimezone(zone):%H:%M:%S}  [cyan]{escape(head.app or '?')}[/]  {escape(head.title)}")
            last = (head.app, head.title)
    for stretch in found.coverage:
        if stretch.state not in ("saved", "unchanged"):
            why = f" ({escape(stretch.reason)})" if stretch.reason else ""
            out.print(f"[yellow]{span(stretch.start, stretch.end, zone)}  {stretch.state.value}{why}[/]")


def stats(context: Context, options: argparse.Namespace) -> None:
    with context.session(existing=True) as session:
        found = session.archive.stats()
        memories = session.archive.memory_counts()
        waiting = len(session.spool.pending())
        budget = round(session.settings.storage.budget_gb * 1e9)
        pinned = len(session.archive.pins())
    if context.json:
        more = {"waiting": waiting, "budget_bytes": budget or None, "pinned": pinned, **memory_counts_json(memories)}
        print_json({**stats_json(found), **more})
        return
    zone = local_zone()
    show_pairs(
        "What is remembered",
        [
            ("moments", found.moments),
            ("from", span(found.first, found.first, zone) if found.first else "–"),
            ("to", span(found.last, found.last, zone) if found.last else "–"),
            ("passages of text", found.passages),
            ("on disk, sealed", f"{size(found.bytes_on_disk)} in {found.objects} files"),
            ("of these pictures", size(found.picture_bytes)),
            ("budget", _forecast(found, budget)),
            ("pinned", pinned),
            ("waiting to be read", waiting),
            *((f"{kind} memories", count) for kind, count in memories.open.items()),
            ("closed by newer ones", memories.closed),
            ("moments no memory was made of yet", memories.waiting),
            *((f"left out: {rule}", f"{count} samples") for rule, count in found.skipped.items()),
        ],
    )


def _forecast(found: Stats, budget: int) -> str:
    if not budget:
        return "none"
    if found.bytes_on_disk >= budget:
        return f"{size(budget)}: full; the oldest pictures give way"
    days = (budget - found.bytes_on_disk) / found.bytes_a_day if found.bytes_a_day else 0
    return f"{size(budget)}; {round(days)} more days like the last ones" if days else size(budget)


def pin(context: Context, options: argparse.Namespace) -> None:
    """Its picture stays whatever room is needed."""
    with context.session(existing=True) as session:
        session.archive.pin(options.frame, pinned=not options.remove)
        count = len(session.archive.pins())
    if context.json:
        print_json({"frame": options.frame, "pinned": not options.remove, "count": count})
    else:
        err.print(f"{'No longer pinned' if options.remove else 'Pinned'}. {count} moments are pinned.")


def reindex(context: Context, options: argparse.Namespace) -> None:
    """Vectors first, then every index. Broken off, it goes on where it was."""
    from memory.archive.reembedding import Reembedding

    with context.session(existing=True) as session:
        session.drain()
        texts, images = _text_encoder(session), open_image_encoder(session.pictures)
        job = Reembedding(session.archive, texts=texts, images=images)
        frames = job.outdated(everything=options.all)
        with progress_bar() as bar:
            task = bar.add_task("Embedding anew", total=len(frames), visible=bool(frames))
            done = job.run(frames, everything=options.all, progress=lambda n: bar.update(task, completed=n))
        with err.status("Indexing and compacting"):
            session.archive.maintain(thorough=True)
    if context.json:
        names = {"encoder": texts and texts.name, "image_encoder": images and images.name}
        print_json({"embedded": done.moments, "passages": done.passages, "pictures": done.pictures, **names})
    else:
        err.print(f"{done.moments} moments were embedded anew. Every index is up to date.")


def _text_encoder(session: OpenMemory) -> TextEncoder | None:
    from memory.encoders.embedding_cache import CachedTextEncoder
    from memory.encoders.minilm import MiniLM

    try:
        return CachedTextEncoder(MiniLM(threads=session.settings.perception.threads))
    except WeightsMissing as missing:
        err.print(str(missing), markup=False)
        return None


def _now(given: datetime | None) -> datetime:
    if given is None:
        return datetime.now(local_zone()).astimezone(local_zone())
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _log(archive: ArchiveApi, action: str, count: int) -> None:
    archive.note_access(AccessEntry(at=datetime.now(UTC), actor="cli", action=action, count=count))

"""The script that made the files beside it, with the code of commit 3680c52 on the path: a home, an export of it, and
`expected.json`, which lists every moment, memory, chat, consent and pin that the code of that commit read back.

`python make_with_3680c52.py FOLDER`, in a checkout of that commit. It does not run with today's code.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from tests.memory.kinds.measured.conftest import look
from tests.memory.kinds.measured.test_failing import days

from app.settings import AppearanceSettings, CaptureSettings, ExclusionSettings, Settings, save_settings
from capture.model import CapturedFrame, Coverage, State, Window
from memory.kinds.measured import measured_managers
from memory.kinds.meta import MetaMemory
from memory.kinds.model import Kind
from memory.kinds.records import Chat
from memory.models.records import Consent, Ending, Sent
from memory.perceive import stills
from memory.perceive.redaction import without_secrets
from memory.perceive.values import sealed_values
from memory.pictures import decode, filmed
from memory.records import Scope, new_id
from memory.sealed.keys import ArgonCost, KeyFile
from memory.service import Opening, open_here, words_only
from memory.snapshot import export
from memory.spool import Spool

PASSPHRASE = "seven green kettles"
SECRET = "sk" + "_live_" + "Zq81LmPw44TrNv02KxYd77Ba"
PAPER = np.zeros((900, 1600, 3), np.uint8)


def still(number: int):
    dice = np.random.default_rng(number // 6)
    image = np.kron(dice.integers(0, 255, (6, 8, 3)), np.ones((12, 12, 1), np.int64)).astype(np.uint8)
    image[10:30, 4 * number % 60 :][:, :20] = (number % 256, 77, 200)
    return stills.still(image)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main(target: Path) -> None:
    home, witness = target / "work" / "home", target / "work" / "witness"
    home.mkdir(parents=True)
    file = KeyFile.create(home / "keys.json")
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    keys = file.save()
    archive = open_here(Opening(home, keys, words_only, witness_dir=witness, fsync=False))
    with_secret = look(3, "# api key", f"export STRIPE_KEY={SECRET}", app="Terminal", title="make deploy")
    done = without_secrets(PAPER, with_secret.lines)
    sealed = sealed_values(keys.vault_public, with_secret.id, done.taken)
    moments = sorted([*days(), replace(with_secret, lines=done.lines, secrets=sealed)], key=lambda one: one.at)
    moments = [
        replace(
            one,
            summary=one.lines[0].text if one.lines else one.title,
            language="en",
            encoders="reader/1;words/1",
            text_vectors=np.eye(1, 8, k=n % 8, dtype=np.float32),
            thumbnail=f"small {n}".encode(),
            picture=still(n) if n < 12 else None,
        )
        for n, one in enumerate(moments)
    ]
    first, last = moments[0].at, moments[-1].at
    stretches = [
        Coverage("a", first, first + timedelta(hours=1), 1, State.SAVED),
        Coverage("b", first + timedelta(hours=2), first + timedelta(hours=3), 1, State.SKIPPED, "private browsing", 4),
    ]
    archive.add(moments[:-2], stretches)
    archive._clock = lambda: last + timedelta(days=1)  # the stills are due to become films
    rolls = []
    while (roll := archive.next_roll()) is not None:
        assert archive.put_film(filmed(roll))
        rolls.append(roll)
    assert rolls
    archive.add([replace(moments[-2], picture=still(30)), moments[-1]])  # one still beside the films
    meta = MetaMemory(measured_managers(None))
    while (batch := archive.next_batch(whole=False)) is not None:
        meta.learn(archive.knowledge(meta.mark))
        archive.apply(meta.digest(batch))
    chat = Chat(new_id(last), "talk", last, "user", "Where is the harvest table?", (moments[0].id,))
    archive.keep_chats([chat])
    consents = [
        Consent(
            id=new_id(first, "0" * 10),
            at=first,
            url="http://localhost:11434/v1",
            model="tiny",
            granted=True,
            key="a key",
            price_in=0.5,
        ),
        Consent(id=new_id(last, "0" * 10), at=last, url="https://models.example/v1", model="large", granted=False),
    ]
    for consent in consents:
        archive.consent(consent)
    archive.note_sent(
        [
            Sent(
                id=new_id(last, "1" * 10),
                at=last,
                url="http://localhost:11434/v1",
                model="tiny",
                purpose="ask",
                moments=2,
                tokens_in=10,
                ending=Ending.ANSWERED,
            )
        ]
    )
    archive.pin(moments[1].id)
    gone = moments[5]
    archive.forget(Scope(ids=(gone.id,)))
    vault = archive.memories(Kind.VAULT).memories
    expected = {
        "moments": {
            one.id: {
                "at": one.at.isoformat(),
                "app": one.app,
                "title": one.title,
                "url": one.url,
                "text": one.text,
                "summary": one.summary,
                "encoders": one.encoders,
                "thumbnail": one.thumbnail.decode(),
                "vectors": one.text_vectors.tolist(),
                "picture": int(decode(one.picture).astype(np.int64).sum()) if one.picture else None,
            }
            for one in archive.select(Scope(), pictures=True, vectors=True)
        },
        "memories": {
            one.id: {
                "kind": str(one.kind),
                "key": one.key,
                "summary": one.summary,
                "details": one.details,
                "evidence": list(one.evidence),
                "open": one.valid_to is None,
            }
            for one in archive.memories(limit=10_000, history=True).memories
        },
        "history": {one.id: len(archive.history(one.id)) for one in archive.memories(limit=10_000).memories},
        "coverage": [
            [c.id, c.start.isoformat(), c.end.isoformat(), str(c.state), c.reason, c.count] for c in archive.coverage()
        ],
        "chats": [[c.id, c.conversation, c.role, c.text, list(c.citations)] for c in archive.chats()],
        "consents": [[c.id, c.url, c.model, c.granted, c.key] for c in archive.consents()],
        "sent": [[c.id, c.url, c.purpose, c.moments, str(c.ending)] for c in archive.sent()],
        "accesses": len(archive.accesses()),
        "pins": list(archive.pins()),
        "forgotten": gone.id,
        "revealed": {one.id: [digest(value.value) for value in archive.reveal(one.id)] for one in vault},
    }
    assert {one["kind"] for one in expected["memories"].values()} == set(map(str, Kind))
    assert any(expected["revealed"].values())
    export(
        archive,
        target / "export.afterglow",
        format="archive",
        passphrase=PASSPHRASE,
        kinds=["frame", *Kind],
        work_factor=4,
    )
    archive.maintain(thorough=True)
    archive.close()
    spool = Spool(home / "spool", public_key=keys.spool_public, reserve_bytes=0)
    window = Window(app="Mail", title="Inbox", url="https://mail.example/", pid=7)
    spool.accept(
        CapturedFrame("waiting", last, 1, np.full((60, 80, 4), 90, np.uint8), window=window, windows=(window,))
    )
    spool.note(Coverage("noted", last, last + timedelta(minutes=1), 1, State.UNCHANGED))
    spool.close()
    save_settings(
        home / "settings.json",
        Settings(
            capture=CaptureSettings(interval=3, idle_after=300),
            exclusions=ExclusionSettings(apps=("Bank",), titles=("/secret.*/",), sites=("health.example",)),
            appearance=AppearanceSettings(theme="dark", language="de"),
        ),
    )
    (target / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    with tarfile.open(target / "home.tar.xz", "w:xz") as tar:
        tar.add(home, "home")
        tar.add(witness, "witness")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

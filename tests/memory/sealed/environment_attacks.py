"""Run by test_environment.py in a process of its own: opens a sealed LanceDB once for each attack, prints what became
of it.

Arguments: mode (naive, pinned, guarded), port of the rogue server, folder. Output: one JSON object, attack → outcome.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path

ROGUE = "http://127.0.0.1:PORT"
ATTACKS: dict[str, dict[str, str]] = {
    "nothing": {},
    "AWS_ENDPOINT_URL_S3": {"AWS_ENDPOINT_URL_S3": ROGUE},
    "AWS_ENDPOINT_URL": {"AWS_ENDPOINT_URL": ROGUE},
    "AWS_ENDPOINT": {"AWS_ENDPOINT": ROGUE},
    "aws_s3_endpoint": {"aws_s3_endpoint": ROGUE, "AWS_S3_ENDPOINT": ROGUE},
    "ENDPOINT": {"ENDPOINT": ROGUE, "ENDPOINT_URL": ROGUE},
    "session token": {"AWS_SESSION_TOKEN": "t"},
    "access keys": {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y"},
    "AWS_SKIP_SIGNATURE": {"AWS_SKIP_SIGNATURE": "true"},
    "SKIP_SIGNATURE": {"SKIP_SIGNATURE": "true"},
    "AWS_S3_EXPRESS": {"AWS_S3_EXPRESS": "true"},
    "virtual hosts": {"AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "true"},
    "profile": {"AWS_PROFILE": "evil", "AWS_CONFIG_FILE": "CONFIG", "AWS_SHARED_CREDENTIALS_FILE": "CONFIG"},
    "HTTP_PROXY": {"HTTP_PROXY": ROGUE, "http_proxy": ROGUE},
    "ALL_PROXY": {"ALL_PROXY": ROGUE, "all_proxy": ROGUE},
    "PROXY_URL": {"PROXY_URL": ROGUE},
    "AWS_PROXY_URL": {"AWS_PROXY_URL": ROGUE},
    "PROXY_EXCLUDES": {"PROXY_URL": ROGUE, "PROXY_EXCLUDES": "example.com", "NO_PROXY": "example.com"},
    "TIMEOUT": {"TIMEOUT": "1ms", "CONNECT_TIMEOUT": "1ms"},
    "encryption by the server": {"AWS_SERVER_SIDE_ENCRYPTION": "aws:kms", "AWS_SSE_KMS_KEY_ID": "k"},
    "checksum": {"AWS_CHECKSUM_ALGORITHM": "sha256"},
    "region": {"AWS_REGION": "eu-west-9", "AWS_DEFAULT_REGION": "eu-west-9"},
    "bucket": {"AWS_BUCKET": "other", "BUCKET_NAME": "other"},
    "AWS_CONDITIONAL_PUT": {"AWS_CONDITIONAL_PUT": "disabled"},
    "USE_OPENDAL": {"USE_OPENDAL": "true"},
    "AWS_CA_BUNDLE": {"AWS_CA_BUNDLE": "/nonexistent"},
    "tagging": {"AWS_DISABLE_TAGGING": "true", "AWS_TAGGING": "a=b"},
    "HTTP2_ONLY": {"HTTP2_ONLY": "true"},
    "AWS_COPY_IF_NOT_EXISTS": {"AWS_COPY_IF_NOT_EXISTS": "header: a: b"},
    "rate limits": {"LANCE_AIMD_INITIAL_RATE": "1", "LANCE_AIMD_MAX_RATE": "2"},
    "AWS_UNSIGNED_PAYLOAD": {"AWS_UNSIGNED_PAYLOAD": "false"},
    "AWS_REQUEST_PAYER": {"AWS_REQUEST_PAYER": "true"},
    "metadata service": {"AWS_METADATA_ENDPOINT": ROGUE, "AWS_CONTAINER_CREDENTIALS_FULL_URI": ROGUE},
}
NAIVE = ("nothing", "AWS_ENDPOINT_URL_S3", "ALL_PROXY")
FIVE_USUAL = ("aws_endpoint", "aws_access_key_id", "aws_secret_access_key", "aws_region", "allow_http")


def main(mode: str, port: str, folder: str) -> None:
    warnings.simplefilter("ignore")
    from memory.sealed.process_environment import prepare_process

    clean = dict(os.environ)
    prepare_process()
    guarded = dict(os.environ)
    outcome = {}
    for name in NAIVE if mode == "naive" else ATTACKS:
        os.environ.clear()
        os.environ.update(guarded if mode == "guarded" else clean)
        for variable, value in ATTACKS[name].items():
            os.environ[variable] = value.replace("PORT", port).replace("CONFIG", f"{folder}/config")
        if mode == "guarded":
            prepare_process()
        outcome[name] = attempt(mode, Path(folder) / f"{mode}-{len(outcome)}")
    sys.stdout.write(json.dumps(outcome))
    sys.stdout.flush()
    os._exit(0)


def attempt(mode: str, home: Path) -> str:
    import lancedb

    from memory.sealed.objects import SealedObjects
    from memory.sealed.s3_endpoint import S3Endpoint
    from memory.sealed.storage import LocalStorage

    objects = SealedObjects(LocalStorage(home, fsync=False), data={1: b"k" * 32}, names=b"n" * 32)
    endpoint = S3Endpoint(objects)
    options = endpoint.storage_options
    if mode == "naive":
        options = {name: options[name] for name in FIVE_USUAL} | {"client_max_retries": "0", "timeout": "2s"}
    rows = [{"id": number, "text": "plantedsecret"} for number in range(20)]
    try:
        table = lancedb.connect(endpoint.uri, storage_options=options).create_table("x", rows)
        table.add(rows)
        return f"rows {table.count_rows()} refused {endpoint.refused}"
    except Exception as error:  # noqa: BLE001 - the outcome is the result
        return f"{type(error).__name__}: {str(error)[:300]}"
    finally:
        endpoint.close()
        objects.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

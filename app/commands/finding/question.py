"""Questions of a batch, checked (pydantic). Imported by `ask` when it runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from base.errors import BadInput, file_fault


class Question(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str | int
    question: str
    now: datetime | None = None
    time_reference: datetime | None = None


def read_questions(source: Path) -> list[Question]:
    """One question a line (JSONL). Raises BadInput that names the line."""
    questions = []
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{source.name} cannot be read: {file_fault(error)}", advice="Check the path and its permissions."
        ) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(Question.model_validate_json(line))
            except ValidationError as error:
                raise BadInput(f"{source.name}, line {number}: {error.errors()[0]['msg']}") from None
    return questions

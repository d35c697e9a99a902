"""OpenAI chat completions: request, reply, refusal.

Pure functions, from any thread. Only what they all understand is used: messages, one tool, and streaming. Source:
https://platform.openai.com/docs/api-reference/chat.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from base.errors import (
    ContextTooLong,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelTimeout,
    ModelUnauthorized,
    ModelUnreachable,
)

TOO_LONG = ("context_length", "context length", "context size", "context_size", "context window", "too many tokens")
"""What servers call it: OpenAI, vLLM, llama.cpp, LM Studio."""


@dataclass(frozen=True, slots=True)
class Turn:
    role: str
    """system, user or assistant"""
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked."""

    turns: tuple[Turn, ...] = field(repr=False)
    form: Mapping[str, Any] | None = field(default=None, repr=False)
    """The JSON schema of the answer; None: words."""
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    """JPEG, said with the last turn."""
    moments: int = 0
    """How many moments stand in it."""

    @property
    def characters(self) -> int:
        return sum(len(turn.text) for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Reply:
    text: str = field(default="", repr=False)
    form: str = field(default="", repr=False)
    """The arguments of the tool, as JSON that nobody has checked yet."""
    tokens_in: int = 0
    tokens_out: int = 0


def chat_request(model: str, prompt: Prompt, *, stream: bool) -> bytes:
    body: dict[str, Any] = {"model": model, "messages": list(_messages(prompt)), "stream": stream}
    if stream:
        body["stream_options"] = {"include_usage": True}
    if prompt.form is not None:
        tool = {"name": "remember", "description": "Hand over the answer.", "parameters": prompt.form}
        body["tools"] = [{"type": "function", "function": tool}]
        body["tool_choice"] = {"type": "function", "function": {"name": "remember"}}
    return json.dumps(body, ensure_ascii=False).encode()


def _messages(prompt: Prompt) -> Iterator[dict[str, Any]]:
    for turn in prompt.turns[:-1]:
        yield {"role": turn.role, "content": turn.text}
    last = prompt.turns[-1]
    pictures = [{"type": "image_url", "image_url": {"url": _data_url(picture)}} for picture in prompt.pictures]
    yield {"role": last.role, "content": [{"type": "text", "text": last.text}, *pictures] if pictures else last.text}


def _data_url(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()


def parse_reply(answer: bytes) -> Reply:
    """Raises ModelError."""
    data = _parse_object(answer)
    choice = _first_choice(data)
    message = choice.get("message") or {}
    _raise_if_declined(choice, message)
    calls = message.get("tool_calls") or [{}]
    arguments = (calls[0].get("function") or {}).get("arguments") or ""
    form = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return Reply(str(message.get("content") or ""), form, *_usage(data))


def parse_stream(lines: Iterable[bytes]) -> Iterator[Reply]:
    """Of a stream of server-sent events: each piece of text as it comes, or at the end what was counted.

    Raises ModelError, ModelUnreachable where it ends before its end."""
    ended = False
    for line in lines:
        if not line.startswith(b"data:"):
            continue
        event = line[5:].strip()
        if event == b"[DONE]":
            return
        data = _parse_object(event)
        if data.get("choices"):
            choice = _first_choice(data)
            delta = choice.get("delta") or {}
            _raise_if_declined(choice, delta)
            ended = ended or bool(choice.get("finish_reason"))
            if delta.get("content"):
                yield Reply(str(delta["content"]))
        if data.get("usage"):
            yield Reply("", "", *_usage(data))
    if not ended:
        raise ModelUnreachable("it broke off in the middle of its answer")


def refusal(status: int, answer: bytes) -> ModelError:
    """What an HTTP status that is no success means. The server's own words may repeat the prompt and are not kept."""
    words = answer[:4000].decode("utf-8", "replace").casefold()
    if status == 413 or (status >= 400 and any(phrase in words for phrase in TOO_LONG)):
        return ContextTooLong()
    if status in (408, 504):
        return ModelTimeout(f"it answered {status}")
    if 400 <= status < 500:
        return ModelUnauthorized(f"it answered {status}")
    return ModelUnreachable(f"it answered {status}")


def _parse_object(text: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        raise ModelMalformed("it is no JSON") from None
    if not isinstance(data, dict):
        raise ModelMalformed("it is no object")
    if data.get("error"):
        raise refusal(500, text)
    return data


def _first_choice(data: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ModelMalformed("it holds no choice")
    return choices[0]


def _raise_if_declined(choice: Mapping[str, Any], message: Mapping[str, Any]) -> None:
    if choice.get("finish_reason") == "content_filter" or message.get("refusal"):
        raise ModelRefused
    if choice.get("finish_reason") == "length":
        raise ContextTooLong("the answer was cut off")


def _usage(data: Mapping[str, Any]) -> tuple[int, int]:
    usage = data.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    prompt_tokens, answer_tokens = usage.get("prompt_tokens"), usage.get("completion_tokens")
    return (prompt_tokens if isinstance(prompt_tokens, int) else 0), (
        answer_tokens if isinstance(answer_tokens, int) else 0
    )


@dataclass(frozen=True, slots=True)
class DataFence:
    """Around what is data and no instruction."""

    mark: str = field(repr=False)

    def around(self, name: str, text: str) -> str:
        """Text from a screen, between marks that it cannot know and so cannot close."""
        return f"<{name} {self.mark}>\n{text.replace(self.mark, '')}\n</{name} {self.mark}>"


def form_arguments(reply: Reply) -> str:
    """The JSON of an answer: the tool's arguments, or, from models that do not call tools, the object in the text."""
    if reply.form:
        return reply.form
    start, end = reply.text.find("{"), reply.text.rfind("}")
    if start < 0 or end < start:
        raise ModelMalformed("it holds no object")
    return reply.text[start : end + 1]

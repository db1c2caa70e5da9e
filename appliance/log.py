"""Logging to standard error: coloured for a person at a terminal, one JSON object a line for everything else.

Events are dotted facts in the past tense ("camera.lost"), variables are fields. Libraries that log through the standard
library come out the same way from "warning" up.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from appliance.api.errors import Code

# fmt: off
SECRETS = frozenset({
    "access_token", "admin_code", "answer", "authorization", "code", "cookie", "join_url", "key", "offer", "password",
    "sdp", "secret", "token",
})
# fmt: on
REDACTED = "[redacted]"


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Set up logging for this process; call again to change the level (debug, info, warning, error)."""
    output = stream or sys.stderr
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    render = _renderers(output)
    structlog.configure(
        processors=[*shared, *render],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(output),
    )
    handler = logging.StreamHandler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared[:1], structlog.stdlib.add_logger_name, *shared[1:]],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


def get_logger(name: str) -> Any:
    """A logger whose lines carry the part of the room that they come from."""
    return structlog.get_logger(part=name)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide the values of fields that are secrets by their name, at any depth; an error's Code is no secret."""
    for key, value in event.items():
        event[key] = _redacted(key, value)
    return event


def _redacted(key: str, value: Any) -> Any:
    if key.lower() in SECRETS:
        return value if isinstance(value, Code) else REDACTED
    if isinstance(value, dict):
        return {inner: _redacted(str(inner), item) for inner, item in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted("", item) for item in value]
    return value


def _renderers(stream: TextIO) -> list[Any]:
    if stream.isatty():
        # repr: what strangers send must not reach the terminal as control characters
        return [
            structlog.dev.ConsoleRenderer(
                repr_native_str=True, exception_formatter=structlog.dev.plain_traceback, pad_event_to=24
            )
        ]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]

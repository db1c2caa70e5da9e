"""What reaches standard error, and what never does."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from appliance import log
from appliance.api.errors import Code


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    # basicConfig(force) would close pytest's own handlers
    root.handlers.clear()
    yield
    structlog.reset_defaults()
    root.setLevel(before[0])
    root.handlers[:] = before[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_pipe_gets_one_json_object_a_line() -> None:
    stream = io.StringIO()
    log.configure("info", stream)
    log.get_logger("cast").info("cast.started", cast_id="1", text="two\nlines 汉")
    [line] = lines(stream)
    timestamp = line.pop("timestamp")
    assert isinstance(timestamp, str)
    assert timestamp.endswith("Z")
    assert line == {
        "part": "cast",
        "event": "cast.started",
        "level": "info",
        "cast_id": "1",
        "text": "two\nlines 汉",
    }


def test_a_terminal_gets_colour_and_no_control_characters_of_strangers() -> None:
    stream = Terminal()
    log.configure("info", stream)
    log.get_logger("cast").info("cast.started", name="\x1b]0;owned\x07")
    assert "\x1b[" in stream.getvalue()
    assert "\x1b]0" not in stream.getvalue()


def test_the_level_holds() -> None:
    stream = io.StringIO()
    log.configure("warning", stream)
    logger = log.get_logger("cast")
    logger.info("cast.started")
    logger.warning("cast.lost")
    log.configure("debug", stream)
    logger.debug("cast.measured")
    assert [line["event"] for line in lines(stream)] == ["cast.lost", "cast.measured"]


def test_libraries_come_out_the_same_way_from_warning_up() -> None:
    stream = io.StringIO()
    log.configure("debug", stream)
    logging.getLogger("aiortc").info("hidden")
    logging.getLogger("aiortc").warning("shown %s", 1)
    [line] = lines(stream)
    assert (line["event"], line["logger"], line["level"]) == ("shown 1", "aiortc", "warning")


@pytest.mark.parametrize("name", ["code", "token", "secret", "Authorization", "offer", "answer", "join_url", "key"])
def test_a_secret_is_hidden_wherever_it_stands(name: str) -> None:
    stream = io.StringIO()
    log.configure("info", stream)
    log.get_logger("access").info("access.granted", **{name: "s3cret"}, nested={"deep": [{name: "s3cret"}]})
    assert "s3cret" not in stream.getvalue()
    assert stream.getvalue().count("[redacted]") == 2


def test_the_code_of_an_error_is_no_secret() -> None:
    stream = io.StringIO()
    log.configure("info", stream)
    log.get_logger("cast").info("cast.refused", code=Code.CAST_FULL)
    assert lines(stream)[0]["code"] == "cast.full"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_an_exception_is_told_with_its_trace(stream: io.StringIO) -> None:
    log.configure("info", stream)
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        log.get_logger("x").exception("x.failed")
    assert "ZeroDivisionError" in stream.getvalue()
    assert "test_log.py" in stream.getvalue()

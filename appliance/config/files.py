"""Reading the configuration: which files, merged in which order, checked against the schema."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from appliance.config.check import Place, problems
from appliance.config.lines import Path as KeyPath
from appliance.config.lines import key_lines
from appliance.config.schema import Config

SYSTEM_FILE = Path("/etc/parlor/parlor.toml")


class ConfigError(Exception):
    """The configuration cannot be used; `problems` has a line for each reason, with file and line where known."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(file: Path | None = None) -> Config:
    """Read `file` (default /etc/parlor/parlor.toml where it exists) and then, in order of name, `file`.d/*.toml.

    Later files win key by key. Raises ConfigError.
    """
    merged: dict[str, Any] = {}
    places: dict[KeyPath, Place] = {}
    for source in sources(file):
        table, lines = _read(source)
        _merge(merged, table)
        places |= {path: Place(source, line) for path, line in lines.items()}
    if found := problems(merged, places):
        raise ConfigError(found)
    return msgspec.convert(merged, Config)


def sources(file: Path | None = None) -> list[Path]:
    """The files that `load` reads."""
    main = file or SYSTEM_FILE
    drop_ins = sorted(Path(f"{main}.d").glob("*.toml"))
    return [main, *drop_ins] if file is not None or main.exists() else drop_ins


def links_file(file: Path | None = None) -> Path:
    """Where an administrator's patterns of meeting links stand: beside the main file."""
    return (file or SYSTEM_FILE).with_name("links.toml")


def recipes_directory(file: Path | None = None) -> Path:
    """Where an administrator's recipes for pages of other services lie: beside the main file."""
    return (file or SYSTEM_FILE).with_name("recipes.d")


def _read(file: Path) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    text = ""
    try:
        text = file.read_bytes().decode()
        return tomllib.loads(text), key_lines(text)
    except OSError as error:
        raise ConfigError([f"{file}: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{file}: not UTF-8 at byte {error.start}"]) from error
    except RecursionError as error:
        raise ConfigError([f"{file}: nested too deeply"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(file, text, str(error))]) from error


def _syntax(file: Path, text: str, message: str) -> str:
    known = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = known[1] if known else str(text.count("\n") + 1)
    words = message[: known.start()] if known else message.removesuffix(" (at end of document)")
    return f"{file}:{line}: not TOML: {words[:1].lower()}{words[1:]}"


def _merge(into: dict[str, Any], table: dict[str, Any]) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value

"""On which line of a TOML text each key stands; tomllib does not tell.

The text must be one that tomllib accepts. A path is made of keys and of indices into arrays.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SCALAR = re.compile(
    r'''"""(?:[^\\]|\\.)*?""""{0,2}|\'\'\'.*?\'\'\'\'{0,2}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^,\]}#\n]+''', re.DOTALL
)


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, on which each key or array element first stands."""
    return _Scan(text).lines


class _Scan:
    def __init__(self, text: str) -> None:
        # as tomllib does, so that no carriage return ends up in a value
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}
        self._statements()

    def _statements(self) -> None:
        table: Path = ()
        self._take(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                self.at += 2
                table = self._header(is_array=True)
                self.at += 2
            elif self.text[self.at] == "[":
                self.at += 1
                table = self._header(is_array=False)
                self.at += 1
            else:
                self._pair(table)
            self._take(_BLANK)

    def _header(self, *, is_array: bool) -> Path:
        self._take(_BLANK)
        *parents, last = self._dotted()
        path: Path = ()
        for part in parents:
            path = self._newest((*path, part))
        path = (*path, last)
        if is_array:
            self.lines.setdefault(path, self._line())
            self._lengths[path] = self._lengths.get(path, 0) + 1
        path = self._newest(path)
        self._note((), path)
        self._take(_BLANK)
        return path

    def _newest(self, path: Path) -> Path:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _pair(self, table: Path) -> None:
        path = (*table, *self._dotted())
        self._note(table, path)
        self._take(_EQUALS)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening not in "[{":
            self._take(_SCALAR)
            return
        self.at += 1
        self._take(_BLANK)
        count = 0
        while self.text[self.at] not in "]}":
            if opening == "{":
                self._pair(path)
            else:
                self.lines.setdefault((*path, count), self._line())
                self._value((*path, count))
            count += 1
            self._take(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
            self._take(_BLANK)
        self.at += 1

    def _dotted(self) -> list[str]:
        parts = [self._key()]
        while _DOT.match(self.text, self.at):
            self._take(_DOT)
            parts.append(self._key())
        return parts

    def _key(self) -> str:
        key = self._take(_KEY)
        return tomllib.loads(f"key = {key}")["key"] if key[0] in "\"'" else key

    def _note(self, start: Path, path: Path) -> None:
        line = self._line()
        for length in range(len(start) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError(f"not TOML at offset {self.at}")
        self.at = match.end()
        return match.group()

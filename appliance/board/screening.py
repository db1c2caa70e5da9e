"""Yjs updates are looked through before the document takes them: it is native code, and a crafted update kills it.

Found by mutating updates: unknown neighbours, nested lists 100,000 deep, wrong UTF-8 and items that name each other end
the whole process (pycrdt 0.14.13), not just the call. A board's document is only maps of plain values, so an update may
hold no more than that: items with a key in a named root, JSON values or bytes, each after the one that it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from appliance.ink.message import number, text

MAX_CLOCK = 2**31 - 1
MAX_CLIENT = 2**53 - 1
MAX_NAME_BYTES = 256
MAX_DEPTH = 8
MAX_PASSES = 10_000
LOST = "lost"
"""Root and key under which lost changes lie."""
_DELETED, _BINARY, _ANY = 1, 3, 8
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20
_FIXED = {127: 0, 126: 0, 121: 0, 120: 0, 124: 4, 123: 8, 122: 8}
"""Bytes that follow the tag of undefined, null, false, true, float32, float64 and bigint."""


class BadUpdate(ValueError):
    """No update of a board; the message says why."""


class Missing(Exception):
    """The update builds on changes that are not here; a state vector asks its sender for them."""


@dataclass(slots=True)
class _Block:
    """One client's items: where each ends, and what it comes after."""

    client: int
    clock: int
    ends: list[int] = field(default_factory=list)
    after: list[tuple[int, int] | None] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    """Where each item begins in the update, and where the last ends."""
    done: int = 0


class Screen:
    """Knows how far each client's changes are here."""

    def __init__(self, state_vector: bytes) -> None:
        self._clocks = read_state_vector(state_vector)

    def check(self, update: bytes) -> dict[int, int]:
        """The clocks after this update, to be given to `took`. Raises BadUpdate or Missing."""
        reader = _Reader(update)
        blocks = [_read_block(reader) for _ in range(reader.count(4))]
        if len({block.client for block in blocks}) < len(blocks):
            raise BadUpdate("a client's changes come twice")
        reached = self._order(blocks)
        for _ in range(reader.count(4)):
            client = reader.number(MAX_CLIENT)
            known = reached.get(client) or self._clocks.get(client, 0)
            for _ in range(reader.count(2)):
                clock, length = reader.number(MAX_CLOCK), reader.number(MAX_CLOCK)
                if clock + length > known:
                    raise Missing
        reader.end()
        return reached

    def holes(self, update: bytes) -> list[tuple[int, int, int]]:
        """Client, first and last clock + 1 of what is missing before the update can be taken. Raises BadUpdate."""
        reader = _Reader(update)
        needed: dict[int, int] = {}
        blocks = [_read_block(reader) for _ in range(reader.count(4))]
        for block in blocks:
            needed[block.client] = max(needed.get(block.client, 0), block.clock)
        for client, clock in (after for block in blocks for after in block.after if after):
            if not any(block.client == client and block.clock <= clock for block in blocks):
                needed[client] = max(needed.get(client, 0), clock + 1)
        for _ in range(reader.count(4)):
            client = reader.number(MAX_CLIENT)
            ends = [reader.number(MAX_CLOCK) + reader.number(MAX_CLOCK) for _ in range(reader.count(2))]
            made = next((block.ends[-1] for block in blocks if block.client == client and block.ends), 0)
            if max(ends, default=0) > made:
                needed[client] = max(needed.get(client, 0), *ends)
        known = self._clocks
        return [(client, known.get(client, 0), end) for client, end in needed.items() if end > known.get(client, 0)]

    def took(self, reached: dict[int, int]) -> None:
        """The document has the update."""
        self._clocks.update(reached)

    def _order(self, blocks: list[_Block]) -> dict[int, int]:
        """Every item comes after one that is here: else Yjs would keep it aside, and that is where it crashes."""
        reached: dict[int, int] = {}
        waiting = blocks
        for _ in range(MAX_PASSES):
            before = sum(block.done for block in blocks)
            for block in waiting:
                self._advance(block, reached)
            waiting = [block for block in waiting if block.done < len(block.ends)]
            if not waiting:
                return reached
            if sum(block.done for block in blocks) == before:
                raise Missing
        raise BadUpdate("changes that depend on each other too often")

    def _advance(self, block: _Block, reached: dict[int, int]) -> None:
        known = reached.get(block.client) or self._clocks.get(block.client, 0)
        if block.clock > known:
            return
        at = block.done
        for end, after in zip(block.ends[at:], block.after[at:], strict=True):
            if after is not None and after[1] >= (reached.get(after[0]) or self._clocks.get(after[0], 0)):
                return
            known = max(known, end)
            reached[block.client] = known
            block.done += 1


def read_state_vector(data: bytes) -> dict[int, int]:
    """Client to clock. Raises BadUpdate."""
    reader = _Reader(data)
    clocks = {reader.number(MAX_CLIENT): reader.number(MAX_CLOCK) for _ in range(reader.count(2))}
    reader.end()
    return clocks


def _read_block(reader: _Reader) -> _Block:
    count = reader.count(2)
    if not count:
        raise BadUpdate("a client without changes")
    block = _Block(reader.number(MAX_CLIENT), reader.number(MAX_CLOCK))
    clock = block.clock
    block.offsets.append(reader.at)
    for _ in range(count):
        info = reader.byte()
        after = None
        if info & _HAS_RIGHT:
            raise BadUpdate("an item of a list")
        if info & _HAS_LEFT:
            after = (reader.number(MAX_CLIENT), reader.number(MAX_CLOCK))
            if after[0] == block.client and after[1] >= clock:
                raise BadUpdate("an item that comes after itself")
        else:
            if reader.byte() != 1 or not info & _HAS_KEY:
                raise BadUpdate("an item that lies in no map of the document")
            reader.text(MAX_NAME_BYTES)
            reader.text(MAX_NAME_BYTES)
        clock += _skip_content(reader, info & 0x1F)
        if clock > MAX_CLOCK:
            raise BadUpdate("a clock beyond reason")
        block.ends.append(clock)
        block.after.append(after)
        block.offsets.append(reader.at)
    return block


def _skip_content(reader: _Reader, kind: int) -> int:
    """Read over what an item holds; returns its length in clock ticks."""
    if kind == _BINARY:
        reader.skip(reader.number(MAX_CLOCK))
        return 1
    if kind == _ANY:
        # several values of one key are what was deleted and kept for an undo: Yjs joins them
        length = reader.count(1)
        for _ in range(length):
            reader.skip_any(0)
        if length:
            return length
    if kind == _DELETED:
        length = reader.number(MAX_CLOCK)
        if length:
            return length
    raise BadUpdate("an item that is neither bytes nor a plain value")


def filling(client: int, start: int, end: int) -> bytes:
    """An update that stands for changes that nobody can read any more, so that those after them count again."""
    clock = number(start)
    return b"".join(
        (b"\x01\x01", number(client), clock, bytes((_HAS_KEY | _DELETED,)), b"\x01", text(LOST), text(LOST),
         number(end - start), b"\x00")
    )  # fmt: skip


def split(update: bytes, most_bytes: int) -> list[bytes]:
    """The same as several updates of about so many bytes at most, to be applied in this order. Raises BadUpdate."""
    if len(update) <= most_bytes:
        return [update]
    reader = _Reader(update)
    parts: list[bytes] = []
    for _ in range(reader.count(4)):
        block = _read_block(reader)
        start = 0
        for at in range(1, len(block.ends) + 1):
            is_last = at == len(block.ends)
            if is_last or block.offsets[at + 1] - block.offsets[start] > most_bytes:
                clock = block.ends[start - 1] if start else block.clock
                items = update[block.offsets[start] : block.offsets[at]]
                parts.append(b"\x01" + number(at - start) + number(block.client) + number(clock) + items + b"\x00")
                start = at
    return [*parts, b"\x00" + update[reader.at :]]


class _Reader:
    """Reads lib0's encoding. Every method raises BadUpdate at the end of the bytes."""

    __slots__ = ("_data", "_size", "at")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = len(data)
        self.at = 0

    def byte(self) -> int:
        if self.at >= self._size:
            raise BadUpdate("cut off")
        self.at += 1
        return self._data[self.at - 1]

    def number(self, most: int) -> int:
        data, at, size = self._data, self.at, self._size
        value = shift = 0
        while at < size and shift < 63:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value > most:
                    break
                self.at = at
                return value
            shift += 7
        raise BadUpdate("a number that is cut off or too large")

    def count(self, least_bytes: int) -> int:
        """A number of things that take at least so many bytes each."""
        count = self.number(MAX_CLIENT)
        if count * least_bytes > self._size - self.at:
            raise BadUpdate("counts more than there is")
        return count

    def skip(self, length: int) -> None:
        if length > self._size - self.at:
            raise BadUpdate("cut off")
        self.at += length

    def text(self, most: int) -> None:
        """Read over a text; Yjs's native code takes its UTF-8 on trust."""
        length = self.number(MAX_CLOCK)
        if length > most:
            raise BadUpdate("a name that is too long")
        start = self.at
        self.skip(length)
        try:
            self._data[start : self.at].decode()
        except UnicodeDecodeError as error:
            raise BadUpdate("a text that is no UTF-8") from error

    def skip_any(self, depth: int) -> None:
        """Read over a JSON value."""
        tag = self.byte()
        if (length := _FIXED.get(tag)) is not None:
            self.skip(length)
        elif tag == 125:
            self._skip_integer()
        elif tag == 119:
            self.text(self._size)
        elif tag == 116:
            self.skip(self.number(MAX_CLOCK))
        elif tag in (117, 118) and depth < MAX_DEPTH:
            for _ in range(self.count(1)):
                if tag == 118:
                    self.text(MAX_NAME_BYTES)
                self.skip_any(depth + 1)
        else:
            raise BadUpdate("a value of an unknown kind, or lists in lists too deep")

    def _skip_integer(self) -> None:
        for _ in range(9):
            if self.byte() < 0x80:
                return
        raise BadUpdate("an integer that is too large")

    def end(self) -> None:
        if self.at != self._size:
            raise BadUpdate("more bytes than an update has")

"""A board's Yjs document. It lives in one thread, since pycrdt's objects may not leave the thread that made them."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog
from pycrdt import Doc, Map

from appliance.board.screening import BadUpdate, Missing, Screen, filling, split
from appliance.ink.record import PAGES, elements_of

log = structlog.get_logger()

T = TypeVar("T")

PANIC_MODULE = "pyo3_runtime"
"""Of the exceptions that pycrdt's native code ends in where it meets what it did not expect."""
MAX_ANSWER_BYTES = 8 * 1024 * 1024
"""Clients read messages of twice that."""


class Taken(enum.Enum):
    """What became of an update."""

    NEW = "new"
    KNOWN = "known"
    MISSING = "missing"
    """It builds on changes that are not here."""
    BAD = "bad"


class Owner:
    """The one thread in which all documents live."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="parlor-documents")

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Call `work` in the thread; the call is finished even where the caller is cancelled."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def close(self) -> None:
        """End the thread once it has done what it was given."""
        self._pool.shutdown(wait=True)


class Paper:
    """One document; every method belongs in the owner's thread."""

    def __init__(self, updates: Sequence[bytes] = (), *, has_gaps: bool = False) -> None:
        self._doc: Doc[Any] = Doc()
        self._is_changed = False
        self._is_wanted = False
        self._captured: list[bytes] = []
        self._heard = self._doc.observe(self._observed)
        self.bytes = sum(len(update) for update in updates)
        """About what the whole document takes."""
        if has_gaps:
            self._screen = Screen(b"\0")
            self._recover(updates)
        else:
            with self._doc.transaction():
                for update in updates:
                    self._doc.apply_update(update)
            self._screen = Screen(self._doc.get_state())

    def close(self) -> None:
        """Let go of the document, in this thread."""
        self._doc.unobserve(self._heard)
        del self._doc, self._heard

    def take(self, updates: Iterable[bytes]) -> list[Taken]:
        """Apply updates from anywhere, each if it fits."""
        return [self._take(update) for update in updates]

    def change(self, work: Callable[[Doc[Any]], T]) -> tuple[bytes, T]:
        """Change the document; also returns the update that does it, empty where nothing changed."""
        self._is_wanted, self._captured = True, []
        try:
            with self._doc.transaction():
                done = work(self._doc)
        finally:
            self._is_wanted = False
            self._screen = Screen(self._doc.get_state())
        update = self._captured[-1] if self._captured else b""
        self.bytes += len(update)
        return update, done

    def look(self, work: Callable[[Doc[Any]], T]) -> T:
        """Read from the document."""
        return work(self._doc)

    def state(self) -> bytes:
        """The whole document as one update."""
        update = self._doc.get_update()
        self.bytes = len(update)
        return update

    def state_vector(self) -> bytes:
        """What is here, for asking others for the rest."""
        return self._doc.get_state()

    def missing(self, state_vector: bytes) -> list[bytes]:
        """What somebody with that state vector lacks, in updates that clients take. Raises BadUpdate."""
        Screen(state_vector)
        return split(self._doc.get_update(state_vector), MAX_ANSWER_BYTES)

    def present(self, strokes: Iterable[tuple[str, str]]) -> set[str]:
        """Which of these (page id, element id) are in the document; their element ids."""
        return {
            element_id for page_id, element_id in strokes if element_id in self._doc.get(elements_of(page_id), type=Map)
        }

    def page_count(self) -> int:
        """Pages that the document has; one where it lists none."""
        return max(1, len(self._doc.get(PAGES, type=Map)))

    def _take(self, update: bytes) -> Taken:
        try:
            reached = self._screen.check(update)
        except BadUpdate as error:
            log.warning("board.bad_update", reason=str(error), size=len(update))
            return Taken.BAD
        except Missing:
            return Taken.MISSING
        self._is_changed = False
        try:
            self._doc.apply_update(update)
        except ValueError as error:
            log.warning("board.bad_update", reason=str(error), size=len(update))
            return Taken.BAD
        except BaseException as error:
            if type(error).__module__ != PANIC_MODULE:
                raise
            self._begin_anew(error)
            return Taken.BAD
        self._screen.took(reached)
        if not self._is_changed:
            return Taken.KNOWN
        self.bytes += len(update)
        return Taken.NEW

    def _begin_anew(self, error: BaseException) -> None:
        """The native code gave up in the middle of an update: what it had done by then is not to be trusted."""
        log.error("board.library_gave_up", reason=str(error)[:200])
        state = self._doc.get_update()
        self._doc.unobserve(self._heard)
        self._doc = Doc()
        self._heard = self._doc.observe(self._observed)
        self._doc.apply_update(state)
        self._screen = Screen(self._doc.get_state())

    def _recover(self, updates: Sequence[bytes]) -> None:
        """Apply what can be; where changes in between are lost, what came after them is kept all the same."""
        waiting = list(updates)
        lost = 0
        while waiting:
            left = [update for update in waiting if self._take(update) is Taken.MISSING]
            if len(left) == len(waiting):
                for hole in self._screen.holes(left[0]):
                    lost += 1
                    self._take(filling(*hole))
                if self._take(left[0]) is Taken.MISSING:
                    del left[0]
            waiting = left
        log.warning("board.recovered", holes=lost)

    def _observed(self, event: Any) -> None:
        self._is_changed = True
        if self._is_wanted:
            self._captured.append(bytes(event.update))

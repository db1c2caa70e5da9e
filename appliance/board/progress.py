"""How much of a job is done, told by the very loops that do it.

A job is a part from 0 to 1; a loop over things divides the part that it runs in among them, and so on inwards. Where
nobody listens a loop costs nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

Told = Callable[[float], None]
"""Hears shares of the whole, from 0 to 1, that never shrink."""

STEP = 0.005
"""Shares that are nearer to each other are not worth telling."""


class _Job:
    """The part of the whole in which work is done now."""

    def __init__(self, told: Told) -> None:
        self.begin, self.span = 0.0, 1.0
        self._told = told
        self._next = STEP

    def tell(self, share: float) -> None:
        """So much of the whole is done."""
        if share >= self._next:
            self._next = share + STEP
            self._told(min(share, 1.0))


_job: ContextVar[_Job | None] = ContextVar("job", default=None)


@contextmanager
def telling(told: Told) -> Iterator[None]:
    """What is done inside is a job of which somebody hears."""
    token = _job.set(_Job(told))
    try:
        yield
    finally:
        _job.reset(token)


@contextmanager
def part(begin: float, end: float) -> Iterator[None]:
    """What is done inside takes the job, or the part of it that it is in, from one share to another."""
    job = _job.get()
    if job is None:
        yield
        return
    outer = job.begin, job.span
    job.begin, job.span = outer[0] + outer[1] * begin, outer[1] * (end - begin)
    job.tell(job.begin)
    try:
        yield
    finally:
        done = job.begin + job.span
        job.begin, job.span = outer
    job.tell(done)


def at(share: float) -> None:
    """So much of this part is done, from 0 to 1."""
    job = _job.get()
    if job is not None:
        job.tell(job.begin + job.span * min(max(share, 0.0), 1.0))


def over(things: Sequence[T], weights: Sequence[float] | None = None) -> Iterator[T]:
    """The things in turn; each is its share of this part, alike or by weight."""
    job = _job.get()
    if job is None or not things:
        yield from things
        return
    outer = job.begin, job.span
    whole = float(sum(weights)) if weights is not None else float(len(things))
    unit = outer[1] / whole if whole > 0 else 0.0
    done = 0.0
    try:
        for nth, thing in enumerate(things):
            weight = 1.0 if weights is None else weights[nth]
            job.begin, job.span = outer[0] + unit * done, unit * weight
            yield thing
            done += weight
            job.tell(outer[0] + unit * done)
    finally:
        job.begin, job.span = outer

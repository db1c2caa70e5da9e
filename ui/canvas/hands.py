"""Hands: each contact on the glass, what it is (finger, pen, palm, fist), and the session that it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.canvas.contact import Sample, Session
from ui.canvas.moving import Pinch
from ui.canvas.view import View

PALM_MM, FIST_MM = 22.0, 45.0
"""Contacts that wide are no finger; those wider still erase."""
CANCEL_MS = 100.0
"""So long after it landed a contact may turn out to be a palm."""
PINCH_MS = 80.0
"""Two fingers that land so close together move the view."""
PEN_NEAR_MM, PEN_LATELY_MS = 120.0, 500.0
"""A touch this near to a stylus, this soon after it, is the hand that holds it."""


@dataclass(slots=True)
class Contact:
    """One finger, pen or mouse."""

    began: Sample
    newest: Sample
    session: Session | None
    is_touch: bool
    is_palm: bool = False
    is_fist: bool = False
    widest_mm: float = 0.0
    trail: list[Sample] | None = None
    """Of a finger that moves the view, as long as it may still turn out to be a writer's."""


NewSession = Callable[[Sample, bool, float], Session | None]
"""Sample, whether it is a finger, and the millimetres of a fist (0: none) to a session."""


class Hands:
    """Sorts samples to sessions."""

    def __init__(self, view: View, begin: NewSession, moved: Callable[[], None]) -> None:
        self.contacts: dict[int, Contact] = {}
        self.pixels_per_mm = 2.7
        self.is_ink_down: Callable[[], bool] = lambda: False
        self._view, self._begin, self._moved = view, begin, moved
        self._pinch: Pinch | None = None
        self._pinching: tuple[int, int] | None = None
        self._has_pinch_moved = False
        self._before = (1.0, 0.0, 0.0)
        """Zoom and corner before the pinch."""
        self._pen_at: Sample | None = None

    def press(self, key: int, sample: Sample, *, is_touch: bool, width_mm: float = 0.0) -> None:
        """A contact has landed."""
        self.release(key)
        contact = self.contacts[key] = Contact(sample, sample, None, is_touch, widest_mm=width_mm)
        if is_touch:
            if width_mm >= FIST_MM:
                contact.is_fist = True
                contact.session = self._begin(sample, True, width_mm)
            elif width_mm >= PALM_MM or self._is_near_pen(sample):
                contact.is_palm = True
            elif self._begin_pinch(key, sample):
                return
            else:
                self._end_hasty_pinch(sample)
                contact.trail = [sample]
                contact.session = self._begin(sample, True, 0.0)
        else:
            self._pen_at = sample
            contact.session = self._begin(sample, False, 0.0)
        if contact.session is not None:
            contact.session.feed(sample)

    def move(self, key: int, sample: Sample, width_mm: float = 0.0) -> None:
        """A contact has a new sample."""
        contact = self.contacts.get(key)
        if contact is None or (sample.x == contact.newest.x and sample.y == contact.newest.y):
            return
        contact.newest = sample
        if contact.trail is not None:
            contact.trail.append(sample)
            if sample.t_ms - contact.began.t_ms > PINCH_MS:
                contact.trail = None
        if not contact.is_touch:
            self._pen_at = sample
        elif width_mm > contact.widest_mm:
            self._widen(contact, width_mm)
        if self._pinch is not None and self._pinching is not None and key in self._pinching:
            self._has_pinch_moved = True
        elif contact.session is not None:
            contact.session.feed(sample)

    def follow(self) -> None:
        """Move the view with the two fingers that hold it, once for all samples of both since the last frame.

        Where only one of them had its new sample, they would seem to have come apart.
        """
        if self._has_pinch_moved and self._pinch is not None and self._pinching is not None:
            first, second = (self.contacts[one].newest for one in self._pinching)
            self._pinch.feed(first, second)
        self._has_pinch_moved = False

    def release(self, key: int) -> None:
        """A contact has left."""
        contact = self.contacts.pop(key, None)
        if contact is None:
            return
        if self._pinching is not None and key in self._pinching:
            self._end_pinch()
        if contact.session is not None:
            contact.session.finish()

    def cancel(self) -> None:
        """The system takes all contacts away."""
        contacts, self.contacts = list(self.contacts.values()), {}
        self._end_pinch()
        for contact in contacts:
            if contact.session is not None:
                contact.session.cancel()

    def _widen(self, contact: Contact, width_mm: float) -> None:
        contact.widest_mm = width_mm
        young = contact.newest.t_ms - contact.began.t_ms <= CANCEL_MS
        if not young or contact.is_fist:
            return
        if width_mm >= FIST_MM:
            self._drop(contact)
            contact.is_fist, contact.is_palm = True, False
            contact.session = self._begin(contact.newest, True, width_mm)
        elif width_mm >= PALM_MM and not contact.is_palm:
            self._drop(contact)
            contact.is_palm = True

    def _drop(self, contact: Contact) -> None:
        if contact.session is not None:
            contact.session.cancel()
            contact.session = None

    def _is_near_pen(self, sample: Sample) -> bool:
        pen = self._pen_at
        if pen is None:
            return False
        is_down = any(not contact.is_touch for contact in self.contacts.values())
        if not is_down and sample.t_ms - pen.t_ms > PEN_LATELY_MS:
            return False
        reach = PEN_NEAR_MM * self.pixels_per_mm
        return abs(sample.x - pen.x) < reach and abs(sample.y - pen.y) < reach

    def _begin_pinch(self, key: int, sample: Sample) -> bool:
        """Whether this contact and one that landed just before it move the view together."""
        fingers = [
            (other, contact)
            for other, contact in self.contacts.items()
            if other != key and contact.is_touch and not contact.is_palm and not contact.is_fist
        ]
        if self._pinch is not None or len(fingers) != 1:
            return False
        other, contact = fingers[0]
        if sample.t_ms - contact.began.t_ms > PINCH_MS or any(not one.is_touch for one in self.contacts.values()):
            return False
        trail = contact.trail or [contact.began]
        self._drop(contact)
        if self.is_ink_down():
            contact.session = self._begin(contact.began, True, 0.0)
            self._feed(contact, trail)
            return False
        contact.trail, self.contacts[key].trail = trail, [sample]
        self._pinching = (other, key)
        self._before = (self._view.zoom, self._view.x, self._view.y)
        self._pinch = Pinch(self._view, self._moved, contact.newest, sample)
        return True

    def _end_hasty_pinch(self, sample: Sample) -> None:
        """A third finger lands with the first two: they are writers, and what they wrote so far counts."""
        if self._pinching is None:
            return
        pair = [self.contacts[key] for key in self._pinching]
        if any(sample.t_ms - one.began.t_ms > PINCH_MS or one.trail is None for one in pair):
            return
        self._end_pinch()
        self._view.zoom, self._view.x, self._view.y = self._before
        self._moved()
        for contact in pair:
            trail, contact.trail = contact.trail or [], None
            contact.session = self._begin(contact.began, True, 0.0)
            self._feed(contact, trail)

    def _feed(self, contact: Contact, trail: list[Sample]) -> None:
        for sample in trail:
            if contact.session is not None:
                contact.session.feed(sample)

    def _end_pinch(self) -> None:
        self._pinch = self._pinching = None

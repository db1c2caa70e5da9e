"""Where a recipe stands on a page: which step comes next, and when people must go on themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from appliance.meeting.web.recipe import Recipe, Step

STEP_S = 5.0
"""From one step to the next."""
ASKED_S = 10.0
"""From the last step until the page tells that the room is in, or waits."""

Verdict = Literal["wait", "hand_over"]


class Steps:
    """The steps not yet done. A step that comes late is done still, unless somebody touched the page meanwhile."""

    def __init__(self, recipe: Recipe, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pending = list(recipe.step)
        self._since = clock()
        self.handed_over = not self._pending
        self.touched = False

    @property
    def current(self) -> Step | None:
        """What is to be done next; None after the last."""
        return self._pending[0] if self._pending else None

    def selectors(self) -> dict[str, Sequence[str]]:
        """What to look for, by the names that `choose` knows."""
        return {f"step_{number}": step.at for number, step in enumerate(self._pending)}

    def choose(self, shown: set[str]) -> Step | None:
        """The step to do now: the first that shows, with nothing before it but what need not come."""
        if self.handed_over and self.touched:
            return None
        for number, step in enumerate(self._pending):
            if f"step_{number}" in shown:
                return step
            if not step.optional:
                return None
        return None

    def done(self, step: Step) -> None:
        """Go on behind a step."""
        del self._pending[: self._pending.index(step) + 1]
        self._since = self._clock()
        self.handed_over = False

    def judge(self) -> Verdict:
        """Whether it is time to let people go on."""
        patience_s = STEP_S if self._pending else ASKED_S
        self.handed_over = self.handed_over or self._clock() - self._since > patience_s
        return "hand_over" if self.handed_over else "wait"

    def wait(self) -> None:
        """Be patient anew: the page tells that it waits for somebody else."""
        self._since = self._clock()

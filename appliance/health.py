"""The health domain: each part reports itself, here it is kept with the time of its last change."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog

from appliance.api.health import Component, HealthState, Status
from appliance.store import Store

log = structlog.get_logger()

LEVELS: dict[Status, str] = {"ok": "info", "degraded": "warning", "failed": "error"}


class HealthService:
    """Keeps health.*; logs each change once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(self, name: str, status: Status, reason: str = "") -> None:
        """Say how a component is now."""
        known = {component.name: component for component in self._store.state.health.components}
        before = known.get(name)
        if before is not None and (before.status, before.reason) == (status, reason):
            return
        known[name] = Component(name=name, status=status, reason=reason, since=datetime.now(UTC))
        self._store.replace(health=HealthState(components=tuple(known[key] for key in sorted(known))))
        if before is not None or status != "ok":
            getattr(log, LEVELS[status])("health.changed", component=name, status=status, reason=reason)

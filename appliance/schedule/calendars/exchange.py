"""A calendar on an Exchange server in the house, by Exchange Web Services; needs the extra `exchange` (exchangelib)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, tzinfo
from typing import Any

from appliance.config.schedule import CalendarConfig
from appliance.schedule.credential import Credential
from appliance.schedule.event import MAX_ID, Event, Window, one_line
from appliance.schedule.ical import MAX_EVENTS
from appliance.schedule.recogniser import Invitation, Part
from appliance.schedule.trouble import CalendarTrouble

PATIENCE_S = 50.0
FIELDS = (
    "uid", "subject", "organizer", "start", "end", "is_all_day", "is_cancelled", "legacy_free_busy_status",
    "sensitivity", "my_response_type", "location", "body", "is_online_meeting", "meeting_workspace_url",
)  # fmt: skip


class ExchangeCalendar:
    """Implements Calendar with exchangelib, in a thread; the window is asked for whole at each reading."""

    def __init__(self, config: CalendarConfig, credential: Credential, floating: tzinfo) -> None:
        self._config = config
        self._credential = credential
        self._floating = floating
        self._lock = asyncio.Lock()
        self._account: Any = None

    @property
    def is_writable(self) -> bool:
        """See Calendar."""
        return self._config.writable

    async def read(self, window: Window) -> list[Event] | None:
        """See Calendar."""
        return await self._work(lambda: self._fetch(window))

    async def book(self, title: str, starts_at: datetime, ends_at: datetime) -> None:
        """See Calendar."""

        def work() -> None:
            from exchangelib import CalendarItem

            account = self._open()
            CalendarItem(
                account=account,
                folder=account.calendar,
                subject=title,
                start=_ews(starts_at),
                end=_ews(ends_at),
            ).save()

        await self._write(work)

    async def move_end(self, event: Event, ends_at: datetime) -> None:
        """See Calendar."""
        if not event.is_own:
            raise CalendarTrouble("read_only")

        def work() -> None:
            item = self._open().calendar.get(id=event.reference)
            item.end = _ews(ends_at)
            item.save(update_fields=["end"])

        await self._write(work)

    async def cancel(self, event: Event) -> None:
        """See Calendar."""

        def work() -> None:
            item = self._open().calendar.get(id=event.reference)
            if event.is_own:
                item.delete()
            else:
                item.decline()

        await self._write(work)

    async def close(self) -> None:
        """See Calendar."""
        if self._account is not None:
            await asyncio.to_thread(self._account.protocol.close)
            self._account = None

    async def _write(self, work: Any) -> None:
        if not self.is_writable:
            raise CalendarTrouble("read_only")
        await self._work(work)

    async def _work(self, work: Any) -> Any:
        async with self._lock:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    return await asyncio.to_thread(_told, work)
            except TimeoutError as error:
                raise CalendarTrouble("timed_out") from error

    def _open(self) -> Any:
        if self._account is None:
            from exchangelib import DELEGATE, Account, Configuration, Credentials

            config = self._config
            self._account = Account(
                config.address,
                config=Configuration(
                    server=config.server, credentials=Credentials(config.username, self._credential.text())
                ),
                autodiscover=False,
                access_type=DELEGATE,
            )
        return self._account

    def _fetch(self, window: Window) -> list[Event]:
        found = self._open().calendar.view(start=_ews(window.starts_at), end=_ews(window.ends_at), max_items=MAX_EVENTS)
        events = (to_event(item, self._floating, self._config.address) for item in found.only(*FIELDS))
        return [event for event in events if event is not None and window.meets(event)]


def _told(work: Any) -> Any:
    try:
        import exchangelib.errors as ews
        import requests
    except ImportError as error:
        raise CalendarTrouble("not_installed", "install parlor[exchange]") from error
    try:
        return work()
    except ews.UnauthorizedError as error:
        raise CalendarTrouble("refused") from error
    except ews.RateLimitError as error:
        raise CalendarTrouble("rate_limited", "", float(getattr(error, "wait", 0) or 0)) from error
    except (ews.ErrorItemNotFound, ews.ErrorNonExistentMailbox, ews.DoesNotExist) as error:
        raise CalendarTrouble("not_found") from error
    except requests.exceptions.SSLError as error:
        raise CalendarTrouble("untrusted") from error
    except (ews.TransportError, requests.exceptions.RequestException, OSError) as error:
        raise CalendarTrouble("unreachable", type(error).__name__) from error
    except ews.EWSError as error:
        raise CalendarTrouble("server_error", type(error).__name__) from error


def to_event(item: Any, floating: tzinfo, address: str) -> Event | None:
    """An item of exchangelib; None where the room has declined it."""
    if item.my_response_type == "Decline":
        return None
    starts_at, ends_at = _utc(item.start, floating), _utc(item.end, floating)
    mail = getattr(item.organizer, "email_address", None) or ""
    body = item.body
    return Event(
        id=one_line(f"{item.uid}/{starts_at:%Y%m%dT%H%M%SZ}", MAX_ID),
        uid=one_line(item.uid, MAX_ID),
        title=one_line(item.subject),
        organizer=one_line(getattr(item.organizer, "name", None) or mail),
        starts_at=starts_at,
        ends_at=max(starts_at, ends_at),
        is_all_day=bool(item.is_all_day),
        is_free=item.legacy_free_busy_status == "Free",
        is_own=mail.lower() == address.lower(),
        reference=item.id,
        invitation=Invitation(
            parts=(
                Part("conference", item.meeting_workspace_url or ""),
                Part("location", item.location or ""),
                Part("body", str(body or ""), "html" if type(body).__name__ == "HTMLBody" else "text"),
                Part("location", item.subject or ""),
            ),
            is_online=bool(item.is_online_meeting),
            is_cancelled=bool(item.is_cancelled),
            is_tentative=item.legacy_free_busy_status == "Tentative" or item.my_response_type == "Tentative",
            is_private=item.sensitivity in ("Private", "Confidential"),
        ),
    )


def _utc(moment: Any, floating: tzinfo) -> datetime:
    if not isinstance(moment, datetime):
        # whole days come as dates
        return datetime(moment.year, moment.month, moment.day, tzinfo=floating).astimezone(UTC)
    return datetime.fromtimestamp(moment.timestamp(), UTC)


def _ews(moment: datetime) -> Any:
    """exchangelib takes times of its own kind only."""
    import exchangelib

    moment = moment.astimezone(UTC)
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return exchangelib.EWSDateTime(*parts, tzinfo=exchangelib.UTC)

"""The caldav library, kept within bounds: sizes of answers, time-outs, and failures as CalendarTrouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import niquests
from caldav.davclient import DAVClient
from caldav.lib import error as dav_error

from appliance.schedule.calendars.web import MAX_BYTES, MAX_WAIT_S
from appliance.schedule.trouble import CalendarTrouble

TIMEOUT_S = 20


def client_of(url: str, username: str, password: str, ca_file: str) -> DAVClient:
    """A client for one calendar; it looks nowhere else for servers."""
    client = DAVClient(
        url=url,
        username=username,
        password=password,
        timeout=TIMEOUT_S,
        ssl_verify_cert=ca_file or True,
        enable_rfc6764=False,
        require_tls=False,
        rate_limit_handle=False,
    )
    plain = client.session.request

    def bounded(*args: Any, **kwargs: Any) -> niquests.Response:
        response = plain(*args, **kwargs, stream=True)
        data = bytearray()
        for piece in response.iter_content(65_536):
            data += piece
            if len(data) > MAX_BYTES:
                response.close()
                raise CalendarTrouble("too_large", f"more than {MAX_BYTES >> 20} MiB")
        response._content = bytes(data)  # noqa: SLF001  as the library itself does where it does not stream
        return response

    client.session.request = bounded  # pyright: ignore[reportAttributeAccessIssue]
    return client


@contextmanager
def troubles() -> Iterator[None]:
    """Turn what the library and its HTTP client raise into CalendarTrouble."""
    try:
        yield
    except niquests.exceptions.SSLError as error:
        raise CalendarTrouble("untrusted", str(error)[:200]) from error
    except niquests.exceptions.Timeout as error:
        raise CalendarTrouble("timed_out") from error
    except (niquests.exceptions.RequestException, OSError) as error:
        raise CalendarTrouble("unreachable", type(error).__name__) from error
    except dav_error.RateLimitError as error:
        raise CalendarTrouble("rate_limited", "", min(error.retry_after_seconds or 0.0, MAX_WAIT_S)) from error
    except dav_error.AuthorizationError as error:
        raise CalendarTrouble("refused") from error
    except dav_error.NotFoundError as error:
        raise CalendarTrouble("not_found") from error
    except (dav_error.ETagMismatchError, dav_error.ScheduleTagMismatchError) as error:
        raise CalendarTrouble("changed") from error
    except dav_error.DAVError as error:
        raise CalendarTrouble("server_error", type(error).__name__) from error
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        # the library trusts servers to answer in good form
        raise CalendarTrouble("damaged", type(error).__name__) from error

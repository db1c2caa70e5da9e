"""Access tokens of Microsoft and Google (RFC 6749, RFC 7523, RFC 8628)."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import msgspec
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.web import Answer, Web, check
from appliance.schedule.credential import Credential
from appliance.schedule.trouble import CalendarTrouble

MICROSOFT = "https://login.microsoftonline.com"
GOOGLE = "https://oauth2.googleapis.com/token"
GRAPH_SCOPE = "https://graph.microsoft.com/Calendars.ReadWrite offline_access"
GOOGLE_SCOPE = "https://www.googleapis.com/auth/calendar"
EARLY_S = 120.0
ASSERTION_S = 3600


class Token(msgspec.Struct, frozen=True):
    """An access token and when it is worthless, by the monotonic clock."""

    value: str
    ends: float


class Tokens:
    """Keeps an access token, renewed before it ends or when a server refused it."""

    def __init__(self, fetch: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        self._fetch = fetch
        self._token = Token("", 0.0)

    async def header(self) -> dict[str, str]:
        """What a request carries. Raises CalendarTrouble."""
        if time.monotonic() > self._token.ends - EARLY_S:
            answer = await self._fetch()
            value, lasts = answer.get("access_token"), answer.get("expires_in", 3600)
            if not isinstance(value, str) or not isinstance(lasts, int | float | str):
                raise CalendarTrouble("refused", "no token was given")
            self._token = Token(value, time.monotonic() + max(EARLY_S + 30, float(lasts)))
        return {"Authorization": f"Bearer {self._token.value}"}

    def forget(self) -> None:
        """The token was refused."""
        self._token = Token("", 0.0)


def microsoft(config: CalendarConfig, credential: Credential, web: Web) -> Tokens:
    """Tokens for Graph: for the application itself where the secret has client_secret, else for who signed in."""

    async def fetch() -> dict[str, Any]:
        known = credential.fields()
        form = {"client_id": config.client_id}
        if "client_secret" in known:
            scope = f"{_graph_root(config)}/.default"
            form |= {"grant_type": "client_credentials", "client_secret": str(known["client_secret"]), "scope": scope}
            return _granted(await web.ask("POST", _microsoft(config, "token"), form=form))
        if "refresh_token" not in known:
            raise CalendarTrouble("no_secret", "neither client_secret nor refresh_token")
        form |= {"grant_type": "refresh_token", "refresh_token": str(known["refresh_token"]), "scope": GRAPH_SCOPE}
        answer = _granted(await web.ask("POST", _microsoft(config, "token"), form=form))
        if "refresh_token" in answer and answer["refresh_token"] != known["refresh_token"]:
            text = msgspec.json.encode(known | {"refresh_token": answer["refresh_token"]}).decode()
            await asyncio.to_thread(credential.write, text)
        return answer

    return Tokens(fetch)


async def sign_in(config: CalendarConfig, web: Web, tell: Callable[[str, str], None]) -> str:
    """Microsoft's device code: `tell` says the address and the code; returns the secret to keep.

    Raises CalendarTrouble where it is refused or nobody signs in in time.
    """
    form = {"client_id": config.client_id, "scope": GRAPH_SCOPE}
    begun = check(await web.ask("POST", _microsoft(config, "devicecode"), form=form)).json()
    tell(str(begun["verification_uri"]), str(begun["user_code"]))
    interval_s, ends = float(begun.get("interval", 5)), time.monotonic() + float(begun.get("expires_in", 900))
    form = {
        "client_id": config.client_id,
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": str(begun["device_code"]),
    }
    while time.monotonic() < ends:
        await asyncio.sleep(interval_s)
        answer = await web.ask("POST", _microsoft(config, "token"), form=form)
        told = answer.json()
        if answer.status == 200 and "refresh_token" in told:
            return msgspec.json.encode({"refresh_token": told["refresh_token"]}).decode()
        if told.get("error") == "slow_down":
            interval_s += 5
        elif told.get("error") != "authorization_pending":
            raise CalendarTrouble("refused", str(told.get("error", answer.status))[:80])
    raise CalendarTrouble("timed_out", "nobody signed in")


def google(config: CalendarConfig, credential: Credential, web: Web) -> Tokens:
    """Tokens for Google: of a service account's key file, or a user's (as `gcloud auth application-default` has)."""

    async def fetch() -> dict[str, Any]:
        known = credential.fields()
        # never an address out of the key file: who gets at the file could send the assertion elsewhere
        url = config.login_url or GOOGLE
        if known.get("type") == "service_account":
            form = {
                "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion": await asyncio.to_thread(_assertion, known, config.subject, url),
            }
        elif "refresh_token" in known:
            names = ("client_id", "client_secret", "refresh_token")
            form = {"grant_type": "refresh_token"} | {name: str(known.get(name, "")) for name in names}
        else:
            raise CalendarTrouble("no_secret", "neither a service account's key nor a refresh token")
        return _granted(await web.ask("POST", url, form=form))

    return Tokens(fetch)


def _assertion(key: dict[str, Any], subject: str, audience: str) -> str:
    now = int(time.time())
    claims = {
        "iss": key.get("client_email"), "scope": GOOGLE_SCOPE, "aud": audience, "iat": now, "exp": now + ASSERTION_S,
    }  # fmt: skip
    head = {"alg": "RS256", "typ": "JWT", "kid": key.get("private_key_id", "")}
    signed = b".".join(
        _coded(msgspec.json.encode(part)) for part in (head, claims | ({"sub": subject} if subject else {}))
    )
    try:
        private = serialization.load_pem_private_key(str(key.get("private_key")).encode(), None)
    except (ValueError, TypeError):
        raise CalendarTrouble("no_secret", "private_key is no PEM key") from None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise CalendarTrouble("no_secret", "private_key is no RSA key")
    return (signed + b"." + _coded(private.sign(signed, padding.PKCS1v15(), hashes.SHA256()))).decode()


def _coded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _granted(answer: Answer) -> dict[str, Any]:
    if answer.status in (400, 401, 403):
        # invalid_grant, invalid_client, unauthorized_client: the secret is no good any more
        raise CalendarTrouble("refused", f"sign-in: status {answer.status}")
    told = check(answer).json()
    return told if isinstance(told, dict) else {}


def _microsoft(config: CalendarConfig, what: str) -> str:
    return f"{(config.login_url or MICROSOFT).rstrip('/')}/{quote(config.tenant, safe='')}/oauth2/v2.0/{what}"


def _graph_root(config: CalendarConfig) -> str:
    return (config.url or "https://graph.microsoft.com/v1.0").rpartition("/")[0]

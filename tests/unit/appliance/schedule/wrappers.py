"""How mail gateways rewrite links, written from their public descriptions independently of the code under test."""

from __future__ import annotations

import base64
import re
import string
from collections.abc import Callable
from urllib.parse import quote


def safe_links(url: str) -> str:
    return f"https://eur03.safelinks.protection.outlook.com/?url={quote(url, safe='')}&data=05%7C02%7C&sdata=xyz%3D&reserved=0"


def safe_links_government(url: str) -> str:
    return f"https://gcc02.safelinks.protection.office365.us/ap/t-59584e83/?url={quote(url, safe='')}&data=05"


def teams_safe_links(url: str) -> str:
    page = "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html"
    return f"{page}?url={quote(url, safe='')}&locale=en-us&dest={quote('https://teams.microsoft.com/api/x', safe='')}"


def proofpoint_v1(url: str) -> str:
    return f"https://urldefense.proofpoint.com/v1/url?u={quote(url, safe='')}&k=abc&r=def&m=ghi&s=jkl"


def proofpoint_v2(url: str) -> str:
    coded = quote(url, safe="/:")
    escaped = "".join({"%": "-", "/": "_", ":": "-3A", "-": "-2D", "_": "-5F"}.get(letter, letter) for letter in coded)
    return f"https://urldefense.proofpoint.com/v2/url?u={escaped}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e="


def proofpoint_v3(url: str) -> str:
    runs = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    kept = re.sub(r"[?=&#%+@]+", lambda m: "*" if len(m[0]) == 1 else f"**{runs[len(m[0]) - 2]}", url)
    replaced = "".join(letter for letter in url if letter in "?=&#%+@")
    coded = base64.urlsafe_b64encode(replaced.encode()).decode().rstrip("=")
    return f"https://urldefense.com/v3/__{kept}__;{coded}!!Abc123!DefGhi$"


def google(url: str) -> str:
    return f"https://www.google.com/url?q={quote(url, safe='')}&sa=D&source=calendar&usd=2&usg=AOvVaw0"


def barracuda(url: str) -> str:
    return f"https://linkprotect.cudasvc.com/url?a={quote(url, safe='')}&c=E,1,abc-def&typo=1"


def cisco(url: str) -> str:
    return f"https://secure-web.cisco.com/1AbCdEf-ghIjKl/{quote(url, safe='')}"


def symantec(url: str) -> str:
    return f"https://clicktime.symantec.com/15tStQ?h=abc&u={quote(url, safe='')}"


def fireeye(url: str) -> str:
    return f"https://protect2.fireeye.com/v1/url?k=abc&q=1&e=def&u={quote(url, safe='')}"


def trend_micro(url: str) -> str:
    return f"https://ca-1234.ctp.trendmicro.com:443/wis/clicktime/v1/query?url={quote(url, safe='')}&umid=x&auth=y"


def sophos(url: str) -> str:
    coded = base64.b64encode(url.encode()).decode()
    return f"https://eu-west-1.protection.sophos.com/?d=zoom.us&u={quote(coded, safe='')}&p=m&i=abc&t=def"


def avanan(url: str) -> str:
    return f"https://url.avanan.click/v2/___{url}___.YXAzOmFjbWU6YTpvOmFiYw"


def trustwave(url: str) -> str:
    return f"https://scanmail.trustwave.com/?c=1234&d=abc&u={quote(url, safe='')}"


def libraesva(url: str) -> str:
    return f"https://urlsand.esvalabs.com/?u={quote(url, safe='')}&e=abc&h=def&f=y&p=y"


def slack(url: str) -> str:
    return f"https://slack-redir.net/link?url={quote(url, safe='')}"


def feishu(url: str) -> str:
    return f"https://security.feishu.cn/link/safety?target={quote(url, safe='')}&scene=ccm"


def twice(url: str) -> str:
    return safe_links(proofpoint_v2(url))


def thrice(url: str) -> str:
    return google(safe_links(barracuda(url)))


WRAPPERS: tuple[Callable[[str], str], ...] = (
    safe_links, safe_links_government, teams_safe_links, proofpoint_v1, proofpoint_v2, proofpoint_v3, google, barracuda, cisco,
    symantec, fireeye, trend_micro, sophos, avanan, trustwave, libraesva, slack, feishu, twice, thrice,
)  # fmt: skip

OPAQUE = (
    "https://protect-eu.mimecast.com/s/AbCdEfGhIjKl1234?domain=zoom.us",
    "https://url.us.m.mimecastprotect.com/s/AbCdEfGh1234?domain=teams.microsoft.com",
    "https://link.edgepilot.com/s/0a1b2c3d/AbCdEfGhIjKl",
    "https://atpscan.global.hornetsecurity.com/index.php?atp_str=AbCdEf",
    "https://bit.ly/3AbCdEf",
)
"""Links whose destination only their servers know."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from structlog.testing import capture_logs

from appliance.server.pages import Pages


def test_missing_pages_are_told_with_the_remedy(tmp_path: Path):
    with capture_logs() as logs:
        Pages(tmp_path / "dist")
    assert [(line["event"], line["remedy"]) for line in logs] == [
        ("pages.missing", "npm ci && npm run build in ui/web")
    ]


def test_the_plain_page_allows_its_own_style_and_nothing_else(tmp_path: Path):
    (tmp_path / "plain.html").write_text("<style>p{}</style><a href='{url}'>{fingerprint}</a>")
    answer = Pages(tmp_path).plain('https://x/"><script>', "AA:" * 31 + "FF")
    digest = base64.b64encode(hashlib.sha256(b"p{}").digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert answer.text is not None
    assert "<script>" not in answer.text
    assert answer.text.count("<wbr>") == 3

"""`parlor doctor` finds what is wrong with a Janus server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.config import Config
from appliance.config.meeting import JanusConfig, MeetingConfig
from appliance.doctor import forwarders
from appliance.doctor.finding import Finding
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.paths import Paths
from tests.meeting.janus import ADMIN_KEY, API_SECRET, Janus, janus, needs_janus
from tests.meeting.network import Network

pytestmark = needs_janus


@pytest.fixture(scope="module")
def server(island: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Janus]:
    with janus(tmp_path_factory.mktemp("janus"), island.engine) as running:
        yield running


async def _visit(tmp_path: Path, url: str, api_secret: str = API_SECRET, admin_key: str = ADMIN_KEY) -> Finding:
    paths = Paths(tmp_path / "data", tmp_path / "run")
    JanusKeys(api_secret=api_secret, admin_key=admin_key).write(paths.secrets / "meeting", "site")
    config = Config(meeting=MeetingConfig(janus={"site": JanusConfig(url=url, plain=True, sip=True)}))
    (finding,) = [each async for each in forwarders.servers(config, paths)]
    assert finding.name == "janus site"
    return finding


async def test_all_is_well(server: Janus, tmp_path: Path) -> None:
    finding = await _visit(tmp_path, server.url)
    assert (finding.status, finding.text) == ("ok", "answers, version 1.1.2")


async def test_wrong_keys(server: Janus, tmp_path: Path) -> None:
    finding = await _visit(tmp_path, server.url, api_secret="guessed-wrongly")
    assert (finding.status, finding.remedy) == ("fail", "parlor meeting login site")
    assert "API secret" in finding.text
    for key in ("", "guessed-wrongly"):
        finding = await _visit(tmp_path, server.url, admin_key=key)
        assert (finding.status, "admin key" in finding.text) == ("fail", True)
        assert "guessed" not in finding.text


async def test_nobody_there(island: Network, tmp_path: Path) -> None:
    finding = await _visit(tmp_path, f"ws://{island.engine}:8199")
    assert finding.status == "fail"
    assert "cannot be reached" in finding.text


async def test_rooms_by_number_only(island: Network, tmp_path: Path, server: Janus) -> None:
    server.kill()
    with janus(tmp_path / "numbers", island.engine, string_ids=False) as other:
        finding = await _visit(tmp_path, other.url)
    assert "string_ids = true" in finding.remedy

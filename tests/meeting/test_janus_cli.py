"""`parlor meeting`: an administrator sets up a Janus server, and the room gets in."""

from __future__ import annotations

import tomllib
from pathlib import Path

from click.testing import CliRunner

from appliance.cli import main
from appliance.meeting.engines.janus.keys import JanusKeys

KEPT = JanusKeys(api_secret="a", admin_key="b")


def test_a_server_is_configured_and_its_secrets_are_kept(tmp_path: Path) -> None:
    data, to = tmp_path / "data", tmp_path / "janus"
    words = ["meeting", "janus-config", "site", "--data", str(data), "--address", "10.0.0.5", "--to", str(to)]
    done = CliRunner().invoke(main, [*words, "--certificate", "/etc/ssl/j.pem", "--key", "/etc/ssl/j.key", "--sip"])
    assert done.exit_code == 0, done.output
    keys = JanusKeys.read(data / "secrets" / "meeting", "site")
    general = (to / "janus.jcfg").read_text()
    assert f'api_secret = "{keys.api_secret}"' in general
    assert 'ice_enforce_list = "10.0.0.5"' in general
    assert keys.api_secret not in done.output
    assert tomllib.loads(done.output) == {
        "meeting": {"engines": ["embedded", "site"], "janus": {"site": {"url": "wss://10.0.0.5:8989", "sip": True}}}
    }
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 1
    assert JanusKeys.read(data / "secrets" / "meeting", "site") == keys


def test_a_bad_address_is_named(tmp_path: Path) -> None:
    words = [
        "meeting",
        "janus-config",
        "site",
        "--data",
        str(tmp_path),
        "--address",
        "there",
        "--to",
        str(tmp_path / "x"),
    ]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "there is no IP address" in done.output


def test_login_keeps_what_it_is_told_for_a_known_server(tmp_path: Path) -> None:
    config = tmp_path / "parlor.toml"
    config.write_text('[meeting.janus.site]\nurl = "wss://janus.example.org:8989"\n')
    words = ["meeting", "login", "site", "--data", str(tmp_path / "data"), "--config", str(config)]
    given = '{"api_secret": "a", "admin_key": "b"}'
    assert CliRunner().invoke(main, [*words, "--stdin"], input=given).exit_code == 0
    assert JanusKeys.read(tmp_path / "data" / "secrets" / "meeting", "site") == KEPT
    refused = CliRunner().invoke(main, [*words, "--stdin"], input="a secret")
    assert refused.exit_code == 1
    assert "a secret" not in refused.output
    unknown = CliRunner().invoke(main, [*words[:2], "other", *words[3:]])
    assert "known: site" in unknown.output

"""A whole room with a calendar on a real server: what an administrator types, what the room then knows and does."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.rooms.house import PARLOR, House
from tests.schedule.conftest import PASSWORD, Radicale, radicale, radicale_server

__all__ = ["radicale", "radicale_server"]


def parlor(house: House, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PARLOR, *words, "--data", str(house.data), "--config", str(house._config)],
        env=os.environ | {"PARLOR_RUNTIME": str(house.runtime)},
        input=given,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


async def test_from_the_configuration_to_a_booking(radicale: Radicale, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    begins, ends = (f"{now + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}" for minutes in (-10, 20))
    link = "https://zoom.us/j/98765432100?pwd=s3cretlink"
    radicale.put(
        "a",
        "BEGIN:VEVENT",
        "UID:a",
        "SUMMARY:Review",
        f"DTSTART:{begins}",
        f"DTEND:{ends}",
        f"LOCATION:{link}",
        "END:VEVENT",
    )
    tables = f'[schedule.calendar.work]\nkind = "caldav"\nurl = "{radicale.url}"\nusername = "room"\npoll_s = 10'
    house = House(tmp_path, tables=tables)

    tried = parlor(house, "schedule", "check", "work")
    assert (tried.returncode, json.loads(tried.stdout)["work"]["trouble"]) == (1, "no_secret")
    kept = parlor(house, "schedule", "login", "work", "--stdin", given=f"{PASSWORD}\n")
    assert kept.returncode == 0, kept.stderr
    secret = house.data / "secrets" / "calendar-work"
    assert secret.stat().st_mode & 0o777 == 0o600
    tried = parlor(house, "schedule", "check")
    assert tried.returncode == 0, tried.stdout
    (event,) = json.loads(tried.stdout)["work"]["events"]
    assert (event["title"], event["service"], event["url"], event["source"]) == ("Review", "zoom", link, "location")
    wrong = parlor(house, "schedule", "login", "wrok", "--stdin", given="x")
    assert (wrong.returncode, wrong.stderr) == (1, "Error: no calendar is named wrok; known: work\n")

    async with house:
        state = await house.until(lambda state: state["schedule"]["meetings"], 30)
        (meeting,) = state["schedule"]["meetings"]
        assert (meeting["title"], meeting["service_name"]) == ("Review", "Zoom")
        assert state["schedule"]["is_busy"]
        told = await house.command("call", "schedule.get_link", f"meeting_id={meeting['id']}")
        assert json.loads(told.stdout)["url"] == link
        extended = await house.command("call", "schedule.extend", f"meeting_id={meeting['id']}", "minutes=15")
        assert json.loads(extended.stdout) == {"in_calendar": True}, extended.stderr
        assert radicale.everything().count("BEGIN:VEVENT") == 2
        refused = await house.command("call", "schedule.book_now", "minutes=15")
        assert json.loads(refused.stderr)["code"] == "schedule.taken"
        health = {one["name"]: one["status"] for one in state["health"]["components"]}
        assert health["calendar.work"] == "ok"
    # neither the password nor a link's passcode is written where others read
    log = (tmp_path / "parlor.log").read_text()
    assert PASSWORD not in log
    assert "s3cretlink" not in log


async def test_a_bad_table_of_links_keeps_the_room_from_starting_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "links.toml").write_text('[[service]]\nid = "x"\n[[service.form]]\nhosts = ["a.b"]\n')
    house = House(tmp_path)
    started = parlor(house, "room", "--virtual")
    assert started.returncode == 78
    assert f"{tmp_path / 'links.toml'}: service x, form 1: path or fragment is needed" in started.stderr


def test_recognise_reads_files_and_standard_input(tmp_path: Path) -> None:
    def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [*PARLOR, "schedule", "recognise", *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, timeout=30, check=False)

    found = run(given="入会链接：https://meeting.tencent.com/dm/Ab3dEf6hIj9k复制")
    assert (found.returncode, json.loads(found.stdout)["url"]) == (0, "https://meeting.tencent.com/dm/Ab3dEf6hIj9k")
    page = tmp_path / "page.html"
    page.write_text('<a href="https://protect-eu.mimecast.com/s/AbC?domain=zoom.us">Join</a>')
    missing = run(str(page))
    assert (missing.returncode, json.loads(missing.stdout)) == (1, {"reason": "rewritten", "detail": "Mimecast"})
    empty = run(given="")
    assert (empty.returncode, empty.stdout, empty.stderr) == (1, "", "Error: <stdin>: it is empty\n")

"""Recipes: every own one is sound, links become the right addresses, and bad files are told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.meeting.web import recipe
from appliance.meeting.web.address import BadAddress, may_capture, may_visit, page_of
from appliance.meeting.web.recipe import BadRecipe, Recipe
from appliance.schedule.recogniser import load as load_links

OWN = recipe.load()


def test_own_recipes_are_of_services_that_links_know() -> None:
    known = {service.id for service in load_links().service}
    assert set(OWN) <= known
    assert len(OWN) >= 16


@pytest.mark.parametrize(
    ("service", "link", "page"),
    [
        ("zoom", "https://us05web.zoom.us/j/84335626851?pwd=aB%2Bc.1&uname=x", "https://us05web.zoom.us/wc/84335626851/join?pwd=aB%2Bc.1"),
        ("zoom", "https://zoom.us/wc/join/84335626851", "https://zoom.us/wc/84335626851/join"),
        ("zoom", "zoommtg://zoom.us/join?action=join&confno=123456789&pwd=x", "https://zoom.us/wc/123456789/join?pwd=x"),
        ("teams", "https://teams.microsoft.com/meet/387869479301?p=O730", "https://teams.microsoft.com/meet/387869479301?p=O730"),
        ("teams", "msteams:/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7B%7D", "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7B%7D"),
        ("goto", "https://global.gotomeeting.com/join/123456789", "https://meet.goto.com/123456789"),
        ("meet", "https://meet.google.com/abc-defg-hij", "https://meet.google.com/abc-defg-hij"),
    ],
)  # fmt: skip
def test_links_become_pages(service: str, link: str, page: str) -> None:
    assert page_of(OWN[service], link, "Room 1") == page


@pytest.mark.parametrize(
    "link", ["https://meet.jit.si/Team%20Sync#config.x=1", "org.jitsi.meet://meet.jit.si/Team%20Sync"]
)
def test_jitsi_is_told_all_by_its_address(link: str) -> None:
    page, _, fragment = page_of(OWN["jitsi"], link, 'Raum "7" & 会议室').partition("#")
    assert page == "https://meet.jit.si/Team%20Sync"
    given = dict(part.split("=", 1) for part in fragment.split("&"))
    assert given["userInfo.displayName"] == "%22Raum%20%5C%227%5C%22%20%26%20%E4%BC%9A%E8%AE%AE%E5%AE%A4%22"
    assert given["config.prejoinConfig.enabled"] == "false"
    assert "config.x" not in given


@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "javascript:alert(1)", "https://user@meet.jit.si/x", "chrome://settings", "https:///x"],
)
def test_only_pages_are_opened(link: str) -> None:
    with pytest.raises(BadAddress):
        page_of(recipe.plain("other"), link, "Room")


@pytest.mark.parametrize(
    ("address", "visits", "captures"),
    [
        ("https://teams.microsoft.com/v2/", True, True),
        ("https://emea.teams.microsoft.com/", True, True),
        ("https://login.microsoftonline.com/x", True, False),
        ("https://teams.microsoft.com.evil.example/", False, False),
        ("https://evilteams.microsoft.com/", False, False),
        ("file:///etc/passwd", False, False),
        ("data:text/html,x", False, False),
        ("chrome://settings", False, False),
        ("about:blank", True, False),
        ("https://[::1", False, False),
    ],
)
def test_where_a_page_may_be(address: str, visits: bool, captures: bool) -> None:
    link = "https://teams.microsoft.com/meet/387869479301?p=O730"
    assert may_visit(OWN["teams"], link, address) is visits
    assert may_capture(OWN["teams"], link, address) is captures


def test_self_hosted_page_stays_on_its_host() -> None:
    link = "https://talk.example.org/call/abcd2345"
    assert may_capture(OWN["nextcloud_talk"], link, "https://talk.example.org/apps")
    assert not may_visit(OWN["nextcloud_talk"], link, "https://example.org/")


def test_later_directory_takes_a_files_place(tmp_path: Path) -> None:
    (tmp_path / "zoom.toml").write_text('id = "zoom"\nweb_client = false\n')
    assert recipe.load([tmp_path / "absent", tmp_path])["zoom"] == Recipe(id="zoom", web_client=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "not TOML"),
        ('id = "other"', "name the file other.toml"),
        ('id = "A"', "no name of small letters"),
        ('id = "mine"\nhots = []', "hots"),
        ('id = "mine"\nhosts = ["https://x.org"]', "hosts: 'https://x.org' is no host"),
        ('id = "mine"\n[[step]]\ndo = "click"\nat = []\n', "name a selector"),
        ('id = "mine"\n[[step]]\ndo = "poke"\nat = ["#x"]\n', "$.step[0].do"),
        ('id = "mine"\n[[step]]\ndo = "click"\nat = ["#x"]\n', "signal.live is needed"),
        ('id = "mine"\n[signal]\nlive = { url = "(" }\n', "no regular expression"),
        ('id = "mine"\n[signal]\nlive = {}\n', "at, url or connected"),
        ('id = "mine"\n[[rewrite]]\nmatch = "["\n', "rewrite 1"),
        ('id = "mine"\n#' + "x" * 70_000, "larger than"),
    ],
)
def test_bad_recipe_is_told_with_its_file(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(BadRecipe) as refused:
        recipe.load([tmp_path])
    assert str(file) in str(refused.value)
    assert words in str(refused.value)


def test_template_reaches_nothing_but_names(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'id = "mine"\n[[rewrite]]\nmatch = ".*"\nto = "https://x.org/{host.__class__}/{missing}"\n'
    )
    with pytest.raises(BadAddress, match="missing"):
        page_of(recipe.load([tmp_path])["mine"], "https://a.org/", "Room")

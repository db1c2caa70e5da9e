"""The link that joins is found in every form, wrapper, language and container, and nothing else is taken for one."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.schedule.reading import Unreadable, read
from appliance.schedule.recogniser import BadLinks, Found, Invitation, Missing, Part, load, recognise
from appliance.schedule.recogniser.unwrapping import unwrap
from tests.unit.appliance.schedule.bodies import BODIES, TEXTS
from tests.unit.appliance.schedule.links import JOINING, SIDE_PAGES
from tests.unit.appliance.schedule.wrappers import OPAQUE, WRAPPERS

TABLE = load(hosts={"jitsi": ("meet.house.example",)})
WEB = [(service, link) for service, link in JOINING if link.startswith("https:")]


def find(content: str, kind: str = "text") -> Found | Missing:
    return recognise(Invitation(parts=(Part("body", content, kind),)), TABLE)  # pyright: ignore[reportArgumentType]


def wrong(found: Found | Missing, service: str, link: str) -> str:
    if isinstance(found, Found) and (found.service, found.url) == (service, link):
        return ""
    return f"{service} {link}\n    gave {found}"


@pytest.mark.parametrize(("service", "link"), JOINING)
def test_every_form_of_every_service(service: str, link: str) -> None:
    assert wrong(find(link), service, link) == ""


def test_in_every_body_of_every_language() -> None:
    made = [(service, link, *body(link)) for (service, link), body in itertools.product(JOINING, BODIES)]
    failed = [words for service, link, text, kind in made if (words := wrong(find(text, kind), service, link))]
    assert len(made) > 2000
    assert failed == []


def test_behind_every_redirect_in_text_and_pages() -> None:
    failed = []
    for at, ((service, link), wrapper) in enumerate(itertools.product(WEB, WRAPPERS)):
        text, kind = BODIES[at % len(BODIES)](wrapper(link))
        if words := wrong(find(text, kind), service, link):
            failed.append(f"{wrapper.__name__}: {words}")
    assert failed == []


@pytest.mark.parametrize("page", SIDE_PAGES)
def test_pages_beside_a_meeting_join_nothing(page: str) -> None:
    for body in BODIES:
        text, kind = body(page)
        assert isinstance(find(text, kind), Missing), (page, text)


@pytest.mark.parametrize("page", [page for page in SIDE_PAGES if page.startswith("https:")])
def test_redirects_make_no_join_of_them(page: str) -> None:
    assert [wrapper.__name__ for wrapper in WRAPPERS if isinstance(find(wrapper(page)), Found)] == []


@pytest.mark.parametrize("link", OPAQUE)
def test_what_only_a_server_can_unwrap_is_named(link: str) -> None:
    found = find(TEXTS[1].format(link=link))
    assert isinstance(found, Missing)
    assert found.reason == "rewritten"
    assert found.detail == unwrap(link, TABLE).opaque != ""


def test_the_words_of_a_page_help_where_its_link_is_opaque() -> None:
    page = f'<a href="{OPAQUE[0]}">https://zoom.us/j/98765432100?pwd=abc</a>'
    assert wrong(find(page, "html"), "zoom", "https://zoom.us/j/98765432100?pwd=abc") == ""


def test_a_field_for_the_link_comes_before_the_body() -> None:
    parts = (
        Part("conference", "https://meet.google.com/abc-defg-hij"),
        Part("location", "https://zoom.us/j/98765432100"),
    )
    found = recognise(Invitation(parts=parts), TABLE)
    assert isinstance(found, Found)
    assert (found.service, found.source) == ("meet", "conference")


def test_the_passcode_is_taken_from_wherever_it_stands() -> None:
    parts = (Part("location", "https://zoom.us/j/98765432100"), Part("body", "https://zoom.us/j/98765432100?pwd=abc"))
    found = recognise(Invitation(parts=parts), TABLE)
    assert isinstance(found, Found)
    assert (found.url, found.source) == ("https://zoom.us/j/98765432100?pwd=abc", "location")


def test_another_meeting_in_an_old_mail_below_does_not_win() -> None:
    found = find("https://zoom.us/j/11111111111\n\n> last week: https://zoom.us/j/22222222222?pwd=longer")
    assert isinstance(found, Found)
    assert found.url.endswith("/11111111111")


def test_a_page_comes_before_a_room_systems_address() -> None:
    text = "Join by SIP: 98765432100@zoomcrc.com\nor https://zoom.us/j/98765432100"
    assert wrong(find(text), "zoom", "https://zoom.us/j/98765432100") == ""
    assert wrong(find("SIP: 98765432100@zoomcrc.com"), "sip", "sip:98765432100@zoomcrc.com") == ""


def test_a_mail_address_is_no_sip_address() -> None:
    assert isinstance(find("Questions: maria@acme.webex.com, jonas@example.org"), Missing)


def test_links_cut_by_mail_programs_are_put_together() -> None:
    assert (
        wrong(find("<https://zoom.us/j/98765\n432100?pwd=\nabc>"), "zoom", "https://zoom.us/j/98765432100?pwd=abc")
        == ""
    )


@pytest.mark.parametrize("tail", ["%3E", "&gt;", ").", "”", "》", "，请准时", "\\n", "*", "'", "%20"])
def test_what_clings_to_a_link_is_taken_off(tail: str) -> None:
    assert (
        wrong(find(f"https://zoom.us/j/98765432100?pwd=a1B{tail} x"), "zoom", "https://zoom.us/j/98765432100?pwd=a1B")
        == ""
    )


@pytest.mark.parametrize("bare", ["zoom.us/j/98765432100", "meet.google.com/abc-defg-hij", "meet.jit.si/WeeklyReview"])
def test_links_without_a_scheme(bare: str) -> None:
    found = find(f"we meet at {bare}, as always")
    assert isinstance(found, Found)
    assert found.url == f"https://{bare}"


@pytest.mark.parametrize(
    ("invitation", "reason", "detail"),
    [
        (Invitation(is_cancelled=True, parts=(Part("body", JOINING[0][1]),)), "cancelled", ""),
        (Invitation(is_tentative=True, parts=(Part("body", JOINING[0][1]),)), "tentative", ""),
        (Invitation(is_private=True), "private", ""),
        (Invitation(is_online=True), "body_stripped", ""),
        (Invitation(parts=(Part("location", "Microsoft Teams Meeting"),)), "body_stripped", ""),
        (Invitation(parts=(Part("location", "腾讯会议"),)), "body_stripped", ""),
        (Invitation(parts=(Part("body", "https://vks.example.ru/room/4711"),)), "unknown_service", "vks.example.ru"),
        (Invitation(parts=(Part("location", "Room 3"), Part("body", "Bring cake."))), "no_link", ""),
        (Invitation(), "no_link", ""),
    ],
)
def test_the_reason_why_nothing_joins(invitation: Invitation, reason: str, detail: str) -> None:
    assert recognise(invitation, TABLE) == Missing(reason=reason, detail=detail)  # pyright: ignore[reportArgumentType]


def _calendar(link: str, where: str) -> bytes:
    event = icalendar.Event()
    event.add("uid", "1")
    event.add("summary", "Weekly product review, 周会")
    event.add("dtstart", icalendar.vDatetime.from_ical("20261201T090000Z"))
    event.add(where, f"Join: {link}" if where == "description" else link)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    return calendar.to_ical()


CONTAINERS = {
    "ical description": lambda link: _calendar(link, "description"),
    "ical location": lambda link: _calendar(link, "location"),
    "ical url": lambda link: _calendar(link, "url"),
    "ical conference": lambda link: _calendar(link, "conference"),
    "ical teams": lambda link: _calendar(link, "x-microsoft-skypeteamsmeetingurl"),
    "ical html": lambda link: _calendar(BODIES[-1](link)[0], "x-alt-desc"),
    "graph online": lambda link: _graph(onlineMeeting={"joinUrl": link}, isOnlineMeeting=True),
    "graph body": lambda link: _graph(body={"contentType": "html", "content": BODIES[-4](link)[0]}),
    "graph location": lambda link: _graph(location={"displayName": link}),
    "google entry point": lambda link: _google(
        conferenceData={
            "entryPoints": [
                {"entryPointType": "phone", "uri": "tel:+1-555-0100"},
                {"entryPointType": "more", "uri": "https://tel.meet/abc-defg-hij?pin=1"},
                {"entryPointType": "video", "uri": link},
            ]
        }
    ),
    "google hangout": lambda link: _google(hangoutLink=link),
    "google description": lambda link: _google(description=f"See<br>{link.replace('&', '&amp;')}<br>"),
    "page": lambda link: BODIES[-5](link)[0].encode(),
    "text": lambda link: TEXTS[3].format(link=link).encode(),
    "text utf-16": lambda link: TEXTS[7].format(link=link).encode("utf-16"),
    "text latin-1": lambda link: TEXTS[3].format(link=link).encode("latin-1"),
}


def _graph(**fields: object) -> bytes:
    moment = {"dateTime": "2026-12-01T09:00:00.0000000", "timeZone": "UTC"}
    return json.dumps({"id": "1", "subject": "Review", "start": moment, "end": moment} | fields).encode()


def _google(**fields: object) -> bytes:
    moment = {"dateTime": "2026-12-01T09:00:00Z"}
    return json.dumps({"kind": "calendar#event", "id": "1", "start": moment, "end": moment} | fields).encode()


@pytest.mark.parametrize("container", CONTAINERS)
def test_in_every_container(container: str) -> None:
    failed = []
    for service, link in WEB:
        ((_, invitation),) = read(CONTAINERS[container](link))
        if words := wrong(recognise(invitation, TABLE), service, link):
            failed.append(words)
    assert failed == []


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"a": 1', b"BEGIN:VCALENDAR\nEND:VCALENDAR", b'["x"]', b"x" * (9 << 20)]
)
def test_a_file_that_is_none_of_these_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_an_administrators_file_extends_the_table(tmp_path: Path) -> None:
    file = tmp_path / "links.toml"
    file.write_text(
        '[[service]]\nid = "vks"\nname = "ВКС"\n[[service.form]]\nhosts = ["vks.example.ru"]\npath = \'/room/\\d+\'\n'
        '[[service]]\nid = "zoom"\n[[service.form]]\nhosts = ["zoom.house.example"]\npath = \'/j/\\d+\'\n'
    )
    table = load([file])
    for link, service in (("https://vks.example.ru/room/4711", "vks"), ("https://zoom.house.example/j/1", "zoom")):
        found = recognise(Invitation(parts=(Part("body", link),)), table)
        assert isinstance(found, Found)
        assert found.service == service
    assert table.name_of("zoom") == "Zoom"
    assert isinstance(recognise(Invitation(parts=(Part("body", JOINING[14][1]),)), table), Found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[service]]\n", "missing required field `id`"),
        ('[[service]]\nid = "x"\n[[service.form]]\nhosts = []\npath = "/a"\n', "service x, form 1: hosts is empty"),
        ('[[service]]\nid = "x"\n[[service.form]]\nhosts = ["a.b"]\n', "every page of the host would join"),
        ('[[service]]\nid = "x"\n[[service.form]]\nhosts = ["a.b"]\npath = "("\n', "path is no regular expression"),
        ("[[service]\n", "not TOML"),
        ('[[service]]\nid = "x"\ncolour = "red"\n', "unknown field `colour`"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "links.toml"
    file.write_text(text)
    with pytest.raises(BadLinks) as caught:
        load([file])
    assert words in str(caught.value)
    assert str(file) in str(caught.value)


_SCRAPS = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "<a href=", '"', "'", "<script>", "</script>", "<style", "&amp;", "&#x68;", "\x00", "https://",
     "zoom.us", "/j/", "98765432100", "%3a%2f%2f", "urldefense.com/v3/__", "__;Kg!!", "sip:", "@", "[", "]", "::", "。", "\u202e"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_SCRAPS, st.text(max_size=12)), max_size=60).map("".join))
def test_hostile_pages_give_an_answer(page: str) -> None:
    for kind in ("html", "text"):
        found = find(page, kind)
        if isinstance(found, Found):
            # nothing is made up: what joins has a known place on it
            assert TABLE.service_of(urlsplit(found.url)) is not None


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_a_link_is_found_in_any_tag_soup(before: str, after: str) -> None:
    before, after = before.replace("<", "").replace("&", ""), after.replace("<", "")
    page = f'<p>{before}</p><a href="https://meet.google.com/abc-defg-hij">x</a>{after}'
    assert wrong(find(page, "html"), "meet", "https://meet.google.com/abc-defg-hij") == ""


@pytest.mark.parametrize(
    "page",
    [
        "<" * 400_000, "<a " * 130_000, "<!--" * 100_000, '<a href="' * 40_000, "<a href=" * 45_000, "&" * 400_000, "&#" * 200_000,
        "https://" * 50_000, "a." * 200_000, "a@" * 200_000, "(" * 400_000, "https://zoom.us/j/1" + ")" * 390_000,
        "https://a.b/" + "%3E" * 130_000, "sip:" * 100_000, "https://a/?" + "q=1&" * 100_000, "<script>" * 50_000, "www." * 100_000,
        " ".join(f"https://meet{at}.example.org/{at}" for at in range(15_000)), "a-" * 200_000, "https://urldefense.com/v3/__" * 15_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["html", "text"])
def test_hostile_sizes_take_bounded_time(page: str, kind: str) -> None:
    begun = time.process_time()
    find(page, kind)
    assert time.process_time() - begun < 2.0

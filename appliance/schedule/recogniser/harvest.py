"""Every link in a text or HTML page, in order. One pass, whatever a stranger wrote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from appliance.schedule.recogniser.invitation import MAX_PART_CHARACTERS, Part

MAX_LINK_CHARACTERS = 8192
MAX_LINKS = 500

_STOP = (
    r"\s<>\"'`|\\^{}\u2018\u2019\u201c\u201d\u2026\u3000-\u303f"
    r"\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u00ab\u00bb"
)
_SCHEMES = (
    "https?|zoommtg|zoomus|msteams|wemeet|voov|dingtalk|cloudlink|welink|welinksoftclient|webex|wbx|webexteams"
    r"|org\.jitsi\.meet|jitsi-meet"
)
_LINK = re.compile(
    rf"(?:(?<![\w.+-])(?:{_SCHEMES})(?::|%3A)/{{0,2}}"
    rf"|(?<![\w.+-])(?:sips?|h323):(?=[\w+%.~-])"
    rf"|(?<![\w@./:%=+-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,6}}[a-z]{{2,18}}(?::\d{{2,5}})?/)"
    rf"[^{_STOP}]{{1,{MAX_LINK_CHARACTERS}}}",
    # ASCII: a link may follow a Chinese word without a space
    re.IGNORECASE | re.ASCII,
)
_BRACKETED = re.compile(r"<(https?://[^<>\"]{1,4096})>", re.IGNORECASE)
_ROOM_SYSTEM = re.compile(
    r"(?<![\w.@:+-])([\w.+-]{1,80}@(?:zoomcrc\.com|(?:[\w-]{1,60}\.){0,2}webex\.com|(?:[\w-]{1,60}\.)?pexip\.me"
    r"|vc\.[\w-]{1,60}\.ringcentral\.com|(?:[\w-]{1,60}\.){0,3}bjn\.vc))(?![\w@-])",
    re.IGNORECASE | re.ASCII,
)
_SCHEME = re.compile(r"[a-z][a-z0-9.+-]*(?::|%3A)", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"[\w-]+(?:\.[\w-]+)+:\d")
_IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
_TRAILING = ".,;:!?'\"*_~)]}>。，；：！？、）】》」』…·"
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}
_HREF = re.compile(r"""[\s/"']href\s*=\s*(?:"([^"]{0,8192})"|'([^']{0,8192})'|([^\s"'>]{1,8192}))""", re.IGNORECASE)
_TAG_NAME = re.compile(r"/?([a-z][a-z0-9:-]{0,30})", re.IGNORECASE)
_BREAKING = frozenset({
    "address", "br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "td",
    "th", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "head", "template"})


def links_of(part: Part) -> list[str]:
    """The links of a part, at most MAX_LINKS, each without what clings to its end."""
    found: dict[str, None] = {}
    for link in _links(part):
        if len(found) >= MAX_LINKS:
            break
        found.setdefault(link)
    return list(found)


def words_of(part: Part) -> str:
    """What a reader sees of a part."""
    return "".join(_pieces(part)[1]) if part.kind == "html" else part.content[:MAX_PART_CHARACTERS]


def _links(part: Part) -> Iterator[str]:
    if part.kind != "html":
        yield from links_in_text(part.content[:MAX_PART_CHARACTERS])
        return
    references, words = _pieces(part)
    for reference in references:
        if link := _trimmed(re.sub(r"[\t\r\n]", "", reference.strip())):
            yield link
    yield from links_in_text("".join(words))


def links_in_text(text: str) -> Iterator[str]:
    """The links of plain text; those in angle brackets may be broken over lines (RFC 3986, appendix C)."""
    for match in _BRACKETED.finditer(text):
        if re.search(r"\s", match[1]):
            yield _trimmed(re.sub(r"\s+", "", match[1]))
    for match in _LINK.finditer(text):
        link = match.group()
        if not _SCHEME.match(link) or _HOST_AND_PORT.match(link):
            link = f"https://{link}"
        # words of Chinese and Japanese follow a link without a space; one that is nothing without them has them inside
        ends = _IDEOGRAPH.search(link)
        shorter = _trimmed(link[: ends.start()]) if ends else ""
        if shorter and not re.fullmatch(r"(?i)https?://[^/]*/?", shorter):
            yield shorter
        elif link := _trimmed(link):
            yield link
    for match in _ROOM_SYSTEM.finditer(text):
        if match[1][0].isdigit() or "zoomcrc" in match[1].lower():
            yield f"sip:{match[1]}"


def _trimmed(link: str) -> str:
    if re.match(r"(?i)[a-z]+%3a", link):
        link = re.sub(r"(?i)^([a-z]+)%3a(?:%2f%2f|//)", r"\1://", link)
    if "&" in link:
        link = re.sub(r"&amp;", "&", link, flags=re.IGNORECASE)
        link = re.sub(r"&(?:gt|lt|quot|nbsp|#\d+);?.*$", "", link)
    while True:
        shorter = re.sub(r"(?:%3[CE]|%20|%22|\\[nrt,;])+$", "", link, flags=re.IGNORECASE)
        if shorter and shorter[-1] in _TRAILING:
            opening = _PAIRS.get(shorter[-1])
            if opening is None or shorter.count(opening) < shorter.count(shorter[-1]):
                shorter = shorter[:-1]
        if shorter == link:
            return link
        link = shorter


def _pieces(part: Part) -> tuple[list[str], list[str]]:
    """The references and the visible words of a page."""
    page, at = part.content[:MAX_PART_CHARACTERS], 0
    last = page.rfind(">")
    references: list[str] = []
    words: list[str] = []
    silent = ""
    while at < len(page):
        opening = page.find("<", at, last + 1)
        text = page[at:] if opening < 0 else page[at:opening]
        if not silent and text:
            words.append(html.unescape(text))
        if opening < 0:
            break
        at, tag = _tag(page, opening)
        name = (match[1].lower() if (match := _TAG_NAME.match(tag)) else "") if tag else ""
        if not name:
            # "<" of plain text, or <https://…> that a mail program forgot to escape
            words.append("" if silent or tag.startswith("!") else page[opening:at])
        elif silent:
            silent = "" if tag.startswith("/") and name == silent else silent
        elif tag.startswith("/"):
            words.append("\n" if name in _BREAKING else "")
        else:
            silent = name if name in _SILENT and not tag.endswith("/") else ""
            words.append("\n" if name in _BREAKING else " " if name == "a" else "")
            if name in ("http:", "https:"):
                words.append(f" <{tag}> ")
            elif name in ("a", "area") and (match := _HREF.search(tag)):
                references.append(html.unescape(next(group for group in match.groups() if group is not None)))
    return references, words


def _tag(page: str, opening: int) -> tuple[int, str]:
    """Where a tag ends, and what is between its brackets; "" where "<" opens none. A ">" follows somewhere."""
    if page.startswith("<!--", opening):
        closing = page.find("-->", opening + 4)
        return (closing + 3 if closing >= 0 else len(page)), "!"
    following = page[opening + 1 : opening + 2]
    if not (following.isalpha() or following in "/!?"):
        return opening + 1, ""
    closing = page.find(">", opening + 1)
    return closing + 1, page[opening + 1 : closing]

"""Commands on board files, without a room: what is in them, and into other formats."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from appliance.api.board import LostPart
    from appliance.board.progress import Told
    from appliance.board.workshop import ReadFile

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True, readable=True)
_KINDS = ("strokes", "points", "shapes", "texts", "notes", "images")


@click.group()
def board() -> None:
    """Work on board files: .board, .xopp, .excalidraw, .tldr, .inkml, SVG, PDF, PNG, JPEG."""


@board.command()
@click.argument("file", type=_FILE)
@click.option("--json", "is_json", is_flag=True, help="As JSON.")
def info(file: Path, is_json: bool) -> None:
    """Print what is in a board FILE, and what of it cannot be carried over."""
    from appliance.board.workshop import survey_file

    found = _done(survey_file(file, file.name))
    if is_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    click.echo(f"{found['file']}: {found['format']}, {found['pages']} page{'s' * (found['pages'] != 1)}")
    for number, page in enumerate(found["page_list"], 1):
        size = "no end" if page["size"] is None else f"{page['size'][0]:g} × {page['size'][1]:g}"
        counts = ", ".join(f"{page[kind]} {kind}" for kind in _KINDS if page.get(kind))
        click.echo(f"  {number}. {size}, {page['background']}: {counts or 'empty'}")
    for part in found["dropped"]:
        click.echo(f"  not carried over: {part['count']} × {part['what']} ({part['reason']})")


@board.command()
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--page", type=click.IntRange(1), help="Only this page, from 1.")
@click.option("--json", "is_json", is_flag=True, help="Tell what was made and lost as JSON.")
def convert(source: Path, target: Path, page: int | None, is_json: bool) -> None:
    """Make a file in the format that OUT's name ends in, of a board file of any known format.

    PNG and SVG hold one page: a board of several becomes OUT-1.png, OUT-2.png, ….
    """
    from appliance.board.formats import writable
    from appliance.board.parcel import BadFile

    try:
        found = writable(target.name)
    except BadFile as error:
        raise click.ClickException(str(error.of(target.name))) from error
    with _percentage(source.name) as told:
        made, lost = _done(_convert(source, target, page, found.name, found.is_of_one_page, told))
    parts = [{"what": each.what, "reason": each.reason, "count": each.count} for each in lost]
    if is_json:
        click.echo(json.dumps({"files": [str(each) for each in made], "lost": parts}, indent=2, ensure_ascii=False))
        return
    for part in parts:
        click.echo(f"not carried over: {part['count']} × {part['what']} ({part['reason']})", err=True)
    for each in made:
        click.echo(str(each))


async def _convert(
    source: Path, target: Path, page: int | None, kind: Any, is_of_one_page: bool, told: Told
) -> tuple[list[Path], tuple[LostPart, ...]]:
    from appliance.board.parcel import BadFile
    from appliance.board.workshop import read_file, write_pages

    found = await read_file(source, source.name, lambda share: told(share / 2))
    pages = _page_ids(found)
    if page is not None and page > len(pages):
        raise BadFile("unsupported", f"it has {len(pages)} pages", source.name)
    chosen = pages[page - 1 : page] if page else pages if is_of_one_page else []
    targets = [target]
    if len(chosen) > 1:
        targets = [target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(1, len(chosen) + 1)]
    with tempfile.TemporaryDirectory(prefix="parlor-board-") as folder:
        assets: dict[str, Path] = {}
        for sha, data in found.assets.items():
            assets[sha] = Path(folder, sha)
            assets[sha].write_bytes(data)
        lost = await write_pages(found.update, assets, kind, chosen, targets, lambda share: told(0.5 + share / 2))
    return targets, found.lost + lost


@contextmanager
def _percentage(name: str) -> Iterator[Told]:
    """On a terminal: how much of the work on a file is done."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    with click.progressbar(length=100, label=name, show_eta=False, file=sys.stderr) as shown:
        yield lambda share: shown.update(int(share * 100) - shown.pos)
        shown.update(100 - shown.pos)


def _page_ids(found: ReadFile) -> list[str]:
    from pycrdt import Doc

    from appliance.board.document import pages_of

    doc: Doc[Any] = Doc()
    doc.apply_update(found.update)
    return [page_id for page_id, _, _ in pages_of(doc)]


def _done(work: Coroutine[Any, Any, Any]) -> Any:
    """Do what is asked; a file that is refused is one line and exit code 1."""
    from appliance.board.parcel import BadFile

    try:
        return asyncio.run(work)
    except BadFile as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'the file'} cannot be written: {error.strerror}") from error

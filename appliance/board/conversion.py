"""The process of the workshop: one job, in a folder of its own, on a file that nobody trusts.

    python -I -m appliance.board.conversion FOLDER

The folder holds `job.json`; what is made is put beside it, and `answer.json` last. A file to read comes on standard
input, so that the process needs to open nothing of the world outside. On standard output it tells how much is done: a
whole number of thousandths a line, ever more.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from appliance.board import progress
from appliance.confinement import limit, shut_in

if TYPE_CHECKING:
    from appliance.api.board import LostPart
    from appliance.ink.element import Board

JOB, ANSWER, DOCUMENT, ASSETS, RESULT = "job.json", "answer.json", "document.yjs", "assets", "result"


def main(folder: Path) -> int:
    """Do the job of a folder; 0 if it was done or refused with words."""
    job: dict[str, Any] = json.loads((folder / JOB).read_bytes())
    limit(job["cpu_s"], job["parent"])
    gc.disable()  # a file's many objects are all in use until the process ends: to look for loose ones costs seconds
    is_shut_in = shut_in(folder, [Path(each) for each in job.get("assets", {}).values()])
    from appliance.board.parcel import BadFile

    try:
        with progress.telling(_tell):
            answer = WORKS[job["work"]](folder, job)
    except BadFile as error:
        answer = {"reason": error.reason, "words": error.words}
    except MemoryError:
        answer = {"reason": "too_large", "words": "it needs more memory than one file may have"}
    except OSError as error:
        answer = {"reason": "too_large", "words": f"it could not be written ({error.strerror})"}
    (folder / ANSWER).write_text(json.dumps(answer | {"is_shut_in": is_shut_in}))
    return 0


def _read(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """A file into a document and its assets."""
    from pycrdt import Doc

    from appliance.board import document, formats

    with progress.part(0.05, 0.75):
        imported = formats.read(_input(job["name"]), job["name"])
    doc: Doc[Any] = Doc()
    with progress.part(0.75, 0.95):
        document.fill(doc, imported.board)
    (folder / DOCUMENT).write_bytes(doc.get_update())
    assets = folder / ASSETS
    assets.mkdir()
    for sha, data in imported.board.assets.items():
        (assets / sha).write_bytes(data)
    return {"lost": _plain(imported.lost)}


def _write(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """A document into a file, or a file for each of some pages."""
    from appliance.board import formats

    with progress.part(0.05, 0.25):
        board = _board(folder, job)
    lost: list[LostPart] = []
    with progress.part(0.25, 1.0):
        for number, page_id in enumerate(progress.over(job["page_ids"] or [""]), 1):
            exported = formats.write(board, job["format"], page_id)
            (folder / f"{RESULT}-{number}").write_bytes(exported.data)
            lost += exported.lost
    return {"lost": _plain(lost)}


def _picture(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """A small picture of a document's first page."""
    from appliance.board.exporting import preview

    (folder / f"{RESULT}-1").write_bytes(preview.write(_board(folder, job), job["width_px"]))
    return {}


def _survey(_folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """What is in a file."""
    from appliance.board.survey import survey

    return survey(_input(job["name"]), job["name"])


WORKS = {"read": _read, "write": _write, "picture": _picture, "survey": _survey}


def _input(name: str) -> bytes:
    from appliance.board.parcel import MAX_FILE_BYTES, BadFile

    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise BadFile("too_large", f"it is larger than {MAX_FILE_BYTES >> 20} MB", name)
    return data


def _board(folder: Path, job: dict[str, Any]) -> Board:
    from pycrdt import Doc

    from appliance.board import document

    doc: Doc[Any] = Doc()
    doc.apply_update((folder / DOCUMENT).read_bytes())
    assets = {sha: Path(path).read_bytes() for sha, path in job["assets"].items()}
    return replace(document.read(doc), assets=assets)


def _tell(share: float) -> None:
    os.write(sys.stdout.fileno(), b"%d\n" % round(share * 1000))


def _plain(lost: tuple[LostPart, ...] | list[LostPart]) -> list[dict[str, Any]]:
    return [{"what": each.what, "reason": each.reason, "count": each.count} for each in lost]


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(Path(sys.argv[1])))

"""Checks every QML file against Qt's types and our Python ones: `python -m ui.lint`. Any warning fails."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

HERE = Path(__file__).parent
QML = HERE / "qml"
GLASS = ("clock", "freeze", "icons", "inks", "picture", "qr", "sink", "sticks", "video")
CANVAS = ("palette", "selection_face", "face", "parts", "board", "verbs", "canvas")
MODULES = {
    "Parlor.State": sorted((HERE / "state").glob("[!_]*.py")),
    "Parlor.Glass": [
        *(HERE / f"{name}.py" for name in GLASS),
        *(HERE / "cast" / f"{name}.py" for name in ("held", "tiles", "touches", "wall")),
        *(HERE / "meeting" / f"{name}.py" for name in ("board", "page", "plan", "sizes")),
    ],
    # those that others inherit from come first
    "Parlor.Canvas": [HERE / "canvas" / f"{name}.py" for name in CANVAS],
}
METATYPES = ("core", "qml", "qmlmodels", "gui", "quick")


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def _describe(module: str, sources: list[Path], folder: Path) -> None:
    """Write the qmldir and qmltypes of a module that Python registers."""
    target = folder.joinpath(*module.split("."))
    target.mkdir(parents=True)
    types = Path(PySide6.__file__).parent / "Qt" / "metatypes"
    foreign = ",".join(str(types / f"qt6{name}_metatypes.json") for name in METATYPES)
    objects = folder / f"{module}.json"
    subprocess.run([_tool("metaobjectdump"), "--out-file", str(objects), *map(str, sources)], check=True)
    registrar = [
        _tool("qmltyperegistrar"), str(objects), "-o", str(folder / "unused.cpp"),
        "--generate-qmltypes", str(target / "module.qmltypes"),
        "--import-name", module, "--major-version", "1", "--foreign-types", foreign,
    ]  # fmt: skip
    subprocess.run(registrar, check=True)
    (target / "qmldir").write_text(f"module {module}\ntypeinfo module.qmltypes\nimport QtQuick\n")


def lint() -> int:
    """Run the chain; returns qmllint's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for module, sources in MODULES.items():
            _describe(module, sources, Path(folder))
        files = sorted(map(str, QML.rglob("*.qml")))
        command = [_tool("qmllint"), "--max-warnings", "0", "-I", folder, "-I", str(QML), *files]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(lint())

"""The shell's command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.options import read_options


def test_defaults() -> None:
    options = read_options(["--runtime", "/run/parlor"])
    assert options.runtime == Path("/run/parlor")
    assert (options.windowed, options.headless, options.motion_reduced) == (False, False, False)
    assert (options.diagonal_inches, options.distance_mm) == (65.0, 3000.0)


def test_the_panel_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLOR_DIAGONAL", "86")
    options = read_options(["--runtime", "/run/parlor", "--distance", "4.5", "--windowed"])
    assert (options.diagonal_inches, options.distance_mm, options.windowed) == (86.0, 4500.0, True)


@pytest.mark.parametrize("wrong", [["--diagonal", "0"], ["--distance", "400"], ["--diagonal", "wide"], []])
def test_nonsense_is_named(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given = wrong if not wrong else ["--runtime", "/run/parlor", *wrong]
    with pytest.raises(SystemExit):
        read_options(given)
    assert (wrong[0] if wrong else "--runtime") in capsys.readouterr().err

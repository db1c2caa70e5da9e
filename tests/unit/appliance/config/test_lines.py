"""Held against tomllib: every path that it finds has a line, and it is the line where the key was written."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.config.lines import Path, key_lines

MIXED = '''\
# comment = 1
top = "a # b" # comment ] }
[network] # [not.a.table]
https_port = 8443
  "quoted.key" = 1
'literal key'.inner . deep = """
not = 1
[nor]
\\""" still ""\"""
addresses = [ # [
  "a,]", 'b', # , "c"
  [1, 2,], { x = 1, "y z" = [ { w = 2 } ] },
]
when = 1979-05-27 07:32:00
[[rooms.list]]
name = "one"
[[rooms.list]]
name = \'\'\'
two\'\'\'
[rooms.list.inner]
"\\u0041" = true
'''
EXPECTED = {
    ("top",): 2,
    ("network",): 3,
    ("network", "https_port"): 4,
    ("network", "quoted.key"): 5,
    ("network", "literal key", "inner", "deep"): 6,
    ("network", "addresses"): 10,
    ("network", "addresses", 0): 11,
    ("network", "addresses", 3, "y z", 0, "w"): 12,
    ("network", "when"): 14,
    ("rooms",): 15,
    ("rooms", "list", 0, "name"): 16,
    ("rooms", "list", 1, "name"): 18,
    ("rooms", "list", 1, "inner"): 20,
    ("rooms", "list", 1, "inner", "A"): 21,
}


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_with_everything_in_it(newline: str) -> None:
    text = MIXED.replace("\n", newline)
    lines = key_lines(text)
    assert set(lines) == set(paths(tomllib.loads(text)))
    assert {path: lines[path] for path in EXPECTED} == EXPECTED


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8).map(
        lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="'"), max_size=8).map(
        lambda text: f"'{text}'"
    ),
)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join)
SCALARS = st.sampled_from(
    [
        "1",
        "-0.5e3",
        "true",
        '"x = 1"',
        "'[a]'",
        '"""\nq = 1\n"""',
        "'''\n[t]\n''''",
        '"\\"#"',
        "2000-01-01 10:00:00Z",
        '""',
        "nan",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[ # note\n" + ",\n".join(items) + "\n]"),
        st.lists(st.tuples(DOTTED, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=5,
)
STATEMENTS = st.one_of(
    DOTTED.map(lambda key: f"[{key}]"),
    DOTTED.map(lambda key: f"[[ {key} ]] # note"),
    st.tuples(DOTTED, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    st.sampled_from(["", "  # [note] a = 1", "\t"]),
)


@given(st.lists(STATEMENTS, max_size=12))
def test_it_finds_exactly_the_keys_that_tomllib_finds(statements: list[str]) -> None:
    accepted: list[str] = []
    rows: dict[Path, range] = {}
    for statement in statements:
        text = "\n".join([*accepted, statement])
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            continue
        first = sum(before.count("\n") + 1 for before in accepted) + 1
        accepted.append(statement)
        for path in set(paths(table)) - set(rows):
            rows[path] = range(first, first + statement.count("\n") + 1)
    lines = key_lines("\n".join(accepted))
    assert set(lines) == set(rows)
    for path, line in lines.items():
        assert line in rows[path]
        assert len(path) > 1 or line == rows[path].start

"""Pages in the document, and undo of them."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Doc

from appliance.ink.element import Background
from appliance.ink.record import elements_of, page_to_value
from ui.canvas.history import History, origin_of
from ui.canvas.pages import add_page, change_page, move_page, page_list, remove_page, root

PLAIN = page_to_value(0.0, None, Background())


@pytest.fixture
def doc() -> Doc[Any]:
    return Doc()


def ids(doc: Doc[Any]) -> list[str]:
    return [page[0] for page in page_list(doc)]


def test_a_document_without_pages_has_one(doc: Doc[Any]):
    assert ids(doc) == ["first"]
    add_page(doc, "b", "first", PLAIN)
    assert ids(doc) == ["first", "b"]


def test_pages_are_added_after_another_and_moved(doc: Doc[Any]):
    for name in ("c", "b"):
        add_page(doc, name, "first", PLAIN)
    assert ids(doc) == ["first", "b", "c"]
    move_page(doc, "c", 0)
    assert ids(doc) == ["c", "first", "b"]
    move_page(doc, "c", 1)
    assert ids(doc) == ["first", "c", "b"]
    move_page(doc, "first", 99)
    assert ids(doc) == ["c", "b", "first"]
    move_page(doc, "nobody", 0)
    assert ids(doc) == ["c", "b", "first"]


def test_the_last_page_is_only_emptied(doc: Doc[Any]):
    root(doc, elements_of("first"))["one"] = b"ink"
    add_page(doc, "b", "first", PLAIN)
    remove_page(doc, "b")
    assert ids(doc) == ["first"]
    remove_page(doc, "first")
    assert ids(doc) == ["first"]
    assert len(root(doc, elements_of("first"))) == 0


def test_changing_a_page_keeps_what_is_not_named(doc: Doc[Any]):
    add_page(doc, "b", "first", PLAIN | {"a": "f" * 64})
    change_page(doc, "b", t="grid", a=None)
    value = dict(page_list(doc))["b"]
    assert value["t"] == "grid"
    assert "a" not in value
    assert value["s"] == PLAIN["s"]


def test_what_nobody_can_read_is_a_page_all_the_same(doc: Doc[Any]):
    root(doc, "pages")["odd"] = "words"
    assert ids(doc) == ["odd"]


def test_each_person_takes_back_their_own(doc: Doc[Any]):
    history = History(doc)
    history.cover("o:first")
    first, second = history.of(1), history.of(2)
    for person, key in ((1, "a"), (2, "b"), (1, "c")):
        with doc.transaction(origin=origin_of(person)):
            root(doc, "o:first")[key] = key
    first.undo()
    assert set(root(doc, "o:first")) == {"a", "b"}
    first.undo()
    assert set(root(doc, "o:first")) == {"b"}
    assert not first.can_undo()
    second.undo()
    first.redo()
    assert set(root(doc, "o:first")) == {"a"}

"""The index finds just what a look at every element would find."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.ink.index import Index

_near = st.floats(-3000, 3000)
_far = st.floats(-1e18, 1e18)
_rects = st.one_of(
    st.tuples(_near, _near, st.floats(0, 900), st.floats(0, 900)).map(lambda r: (r[0], r[1], r[0] + r[2], r[1] + r[3])),
    st.tuples(_near, _near, _near, _near).map(
        lambda r: (*np.minimum(r[:2], r[2:]).tolist(), *np.maximum(r[:2], r[2:]).tolist())
    ),
    st.tuples(_far, _far, _far, _far).map(
        lambda r: (*np.minimum(r[:2], r[2:]).tolist(), *np.maximum(r[:2], r[2:]).tolist())
    ),
)
_ids = st.sampled_from("abcdefgh")


def meeting(known: dict, rect) -> set[str]:
    left, top, right, bottom = rect
    return {i for i, (x0, y0, x1, y1) in known.items() if x0 <= right and x1 >= left and y0 <= bottom and y1 >= top}


def union(known: dict):
    if not known:
        return None
    bounds = np.array(list(known.values()))
    return (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist())


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("put"), _ids, _rects),
            st.tuples(st.just("put_all"), st.dictionaries(_ids, _rects, max_size=6)),
            st.tuples(st.just("remove"), _ids),
            st.tuples(st.just("query"), _rects),
            st.tuples(st.just("extent")),
        ),
        max_size=30,
    )
)
def test_it_knows_what_a_plain_dict_knows(steps) -> None:
    index, known = Index(), {}
    for step in steps:
        match step:
            case ("put", element_id, rect):
                index.put(element_id, rect)
                known[element_id] = rect
            case ("put_all", more):
                index.put_all(list(more), np.array(list(more.values())).reshape(-1, 4))
                known |= more
            case ("remove", element_id):
                index.remove(element_id)
                known.pop(element_id, None)
            case ("query", rect):
                found = index.query(rect)
                assert len(found) == len(set(found))
                assert set(found) == meeting(known, rect)
            case _:
                assert index.extent() == union(known)
    assert len(index) == len(known)
    assert all(element_id in index and index.bounds_of(element_id) == rect for element_id, rect in known.items())
    for element_id in list(known):
        index.remove(element_id)
    assert index.extent() is None
    assert index.query((-2e18, -2e18, 2e18, 2e18)) == []


def test_an_element_that_is_not_there_has_no_bounds() -> None:
    with pytest.raises(KeyError):
        Index().bounds_of("nobody")


def test_places_are_used_again() -> None:
    index = Index()
    for turn in range(50):
        ids = [f"{turn}-{at}" for at in range(100)]
        index.put_all(ids, scattered(100))
        for element_id in ids:
            index.remove(element_id)
    assert index._end == 100


def scattered(count: int) -> np.ndarray:
    random = np.random.default_rng(3)
    corner = random.uniform(0, (20_000, 12_000), (count, 2))
    return np.hstack((corner, corner + random.uniform(5, 80, (count, 2))))


def test_one_by_one_and_all_at_once_are_the_same() -> None:
    bounds = scattered(2000)
    ids = [f"e{at}" for at in range(len(bounds))]
    one, bulk = Index(), Index()
    for element_id, rect in zip(ids, bounds.tolist(), strict=True):
        one.put(element_id, tuple(rect))
    bulk.put_all(ids, bounds)
    rect = (4000.0, 3000.0, 9000.0, 7000.0)
    assert sorted(one.query(rect)) == sorted(bulk.query(rect))
    assert one.extent() == bulk.extent()


def test_it_is_quick_on_a_full_board() -> None:
    bounds = scattered(100_000)
    ids = [f"e{at}" for at in range(len(bounds))]
    begin = time.thread_time()
    index = Index()
    index.put_all(ids, bounds)
    assert time.thread_time() - begin < 0.2

    def cost(rect) -> float:
        begin = time.thread_time()
        for _ in range(20):
            index.query(rect)
        return (time.thread_time() - begin) / 20

    assert min(cost((9000, 5000, 9020, 5020)) for _ in range(5)) < 300e-6

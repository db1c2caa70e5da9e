"""Raster engines: what they paint, pixel by pixel, and that they agree."""

import importlib.util

import numpy as np
import pytest

from appliance.ink import raster as rasters
from appliance.ink.element import Affine
from appliance.ink.outline import outline
from appliance.ink.raster.engine import Engine

ENGINES = [name for name in ("blend2d", "skia") if importlib.util.find_spec(name)]


def engine_of(name: str) -> Engine:
    if name == "skia":
        from appliance.ink.raster.by_skia import SkiaEngine

        return SkiaEngine()
    from appliance.ink.raster.by_blend2d import Blend2dEngine

    return Blend2dEngine()


@pytest.fixture(params=ENGINES)
def engine(request) -> Engine:
    return engine_of(request.param)


def box(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def test_there_is_an_engine():
    assert rasters.engine().name == ENGINES[0]
    assert rasters.new_raster(3, 2).pixels().shape == (2, 3, 4)


def test_pixels_are_blue_green_red_alpha_premultiplied(engine):
    raster = engine.raster(8, 8)
    assert not raster.pixels().any()
    raster.fill_rect((0, 0, 4, 8), 0xFF804080)
    np.testing.assert_allclose(raster.pixels()[3, 1].astype(int), [32, 64, 128, 128], atol=1)
    raster.clear(0x102030FF)
    assert raster.pixels()[0, 0].tolist() == [0x30, 0x20, 0x10, 255]
    raster.fill(engine.path([box(2, 2, 6, 6)]), 0xFF0000FF)
    assert raster.pixels()[4, 4].tolist() == [0, 0, 255, 255]


def test_coverage_is_area(engine):
    raster = engine.raster(40, 40)
    raster.fill(engine.path([np.array([[3.3, 2.7], [31.2, 11.9], [12.5, 36.4]])]), 0xFFFFFFFF)
    triangle = abs((31.2 - 3.3) * (36.4 - 2.7) - (12.5 - 3.3) * (11.9 - 2.7)) / 2
    assert raster.pixels()[..., 3].sum() / 255 == pytest.approx(triangle, rel=0.005)


def test_what_is_wound_around_twice_is_painted_once(engine):
    raster = engine.raster(20, 20)
    loop = np.concatenate([box(2, 2, 18, 18), box(2, 2, 18, 18)])
    raster.fill(engine.path([loop]), 0x00000080)
    assert raster.pixels()[10, 10, 3] == 128


def test_many_paths_are_what_each_would_be(engine):
    polygons = [box(1, 1, 9, 9), np.array([[12, 1], [19, 1], [15, 12.5]]), box(1, 12, 9, 19)]
    made = engine.paths(np.concatenate(polygons), np.array([len(p) for p in polygons]))
    together, one_by_one = engine.raster(20, 20), engine.raster(20, 20)
    for polygon, path in zip(polygons, made, strict=True):
        together.fill(path, 0xFF8800FF)
        one_by_one.fill(engine.path([polygon]), 0xFF8800FF)
    assert together.pixels().any()
    np.testing.assert_array_equal(together.pixels(), one_by_one.pixels())


def test_a_path_of_very_many_points(engine):
    angles = np.linspace(0, 2 * np.pi, 30_000, endpoint=False)
    circle = np.stack((50 + 40 * np.cos(angles), 50 + 40 * np.sin(angles)), 1)
    raster = engine.raster(100, 100)
    raster.fill(engine.path([circle]), 0xFFFFFFFF)
    assert raster.pixels()[..., 3].sum() / 255 == pytest.approx(np.pi * 1600, rel=0.005)


def test_transform_places_what_follows(engine):
    raster = engine.raster(40, 40)
    path = engine.path([box(0, 0, 5, 5)])
    raster.transform(Affine(2, 0, 0, 2, 10, 20))
    raster.fill(path, 0xFFFFFFFF)
    raster.transform(Affine(0, 1, -1, 0, 40, 0))  # a quarter turn
    raster.fill(path, 0xFFFFFFFF)
    alpha = raster.pixels()[..., 3]
    assert alpha[20:30, 10:20].min() == 255
    assert alpha[0:5, 35:40].min() == 255
    assert alpha.sum() / 255 == 125


def test_clip_and_its_end(engine):
    raster = engine.raster(20, 20)
    raster.transform(Affine(2, 0, 0, 2))
    raster.clip((4, 4, 8, 8))
    raster.fill_rect((0, 0, 10, 10), 0xFFFFFFFF)
    assert raster.pixels()[..., 3].sum() / 255 == 16
    raster.clip(None)
    raster.fill_rect((0, 0, 10, 10), 0xFFFFFFFF)
    assert raster.pixels()[..., 3].min() == 255


def test_old_pixels_are_painted_on(engine):
    first, second = engine.raster(10, 10), engine.raster(10, 10)
    first.clear(0x336699FF)
    second.load(first.pixels())
    second.fill_rect((0, 0, 5, 10), 0xFFFFFFFF)
    assert second.pixels()[5, 7].tolist() == [0x99, 0x66, 0x33, 255]
    assert second.pixels()[5, 2].tolist() == [255] * 4
    assert first.pixels()[5, 2].tolist() == [0x99, 0x66, 0x33, 255]


def test_pixels_outlive_their_raster(engine):
    raster = engine.raster(300, 300)
    raster.clear(0x123456FF)
    pixels = raster.pixels()
    del raster
    for _ in range(20):
        engine.raster(300, 300).clear(0)
    assert pixels[299, 299].tolist() == [0x56, 0x34, 0x12, 255]


def test_a_picture_lies_in_its_rectangle(engine):
    pixels = np.zeros((2, 4, 4), np.uint8)
    pixels[:, :2] = (0, 0, 255, 255)
    pixels[:, 2:] = (128, 0, 0, 128)
    raster = engine.raster(60, 40)
    raster.clear(0xFFFFFFFF)
    picture = engine.picture(pixels)
    pixels[...] = 0
    raster.blit(picture, (10, 10, 50, 30))
    got = raster.pixels().astype(int)
    assert got[20, 14].tolist() == [0, 0, 255, 255]
    np.testing.assert_allclose(got[20, 46], [255, 127, 127, 255], atol=1)
    assert got[8, 20].tolist() == [255] * 4
    assert got[32, 20].tolist() == [255] * 4


@pytest.mark.skipif(len(ENGINES) < 2, reason="only one engine is installed")
def test_engines_agree():
    pictures = []
    for name in ENGINES:
        engine = engine_of(name)
        raster = engine.raster(200, 200)
        raster.clear(0xFFFFFFFF)
        raster.transform(Affine(1.7, 0.3, -0.2, 1.5, 11.3, 7.7))
        t = np.linspace(0, 6, 80)
        raster.fill(engine.path([np.stack((50 + 40 * np.sin(3 * t), 50 + 40 * np.cos(2 * t)), 1)]), 0xD32F2F80)
        raster.fill(engine.path([outline(np.stack((10 + 14 * t, 60 + 30 * np.sin(t)), 1), None, 5)]), 0x1976D2FF)
        pictures.append(raster.pixels().astype(int))
    difference = np.abs(pictures[0] - pictures[1]).max(2)
    assert difference.mean() < 0.3
    assert (difference > 16).mean() < 0.003
    assert difference.max() < 96


@pytest.mark.skipif("blend2d" not in ENGINES, reason="of Blend2D's memory")
def test_another_layout_of_blend2ds_memory_is_refused(monkeypatch):
    from appliance.ink.raster import blend2d_memory

    blend2d_memory.check()
    right = blend2d_memory._words
    monkeypatch.setattr(blend2d_memory, "_words", lambda thing, count: right(thing, count)[::-1])
    with pytest.raises(ImportError, match="unknown way"):
        blend2d_memory.check()

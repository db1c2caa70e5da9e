"""Pictures out of bytes."""

import contextlib
import io
import struct
import zlib

import cv2
import numpy as np
import pikepdf
import pytest

from appliance.ink import picture
from appliance.ink.picture import (
    BadPicture,
    decode,
    encode,
    fitting,
    parts_from,
    pdf_page,
    pdf_part,
    pdf_sizes,
    pictures_from,
    size,
)


def encoded(pixels: np.ndarray, kind: str = ".png") -> bytes:
    return cv2.imencode(kind, pixels)[1].tobytes()


def png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHIHH", 0x112, 3, 1, orientation, 0) + b"\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def pdf(*sizes: tuple[float, float], rotate: int = 0) -> bytes:
    document = pikepdf.new()
    for width, height in sizes:
        page = document.add_blank_page(page_size=(width, height))
        page.Contents = document.make_stream(b"1 0 0 rg 0 0 50 50 re f")
        if rotate:
            page.Rotate = rotate
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_png_with_alpha_is_premultiplied():
    got = decode(encoded(np.full((4, 6, 4), (200, 100, 50, 128), np.uint8)), "image/png")
    assert got.shape == (4, 6, 4)
    assert got.dtype == np.uint8
    assert got[0, 0].tolist() == [100, 50, 25, 128]


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((4, 6), 77, np.uint8),
        np.full((4, 6, 3), 77, np.uint8),
        np.full((4, 6), 77 << 8, np.uint16),
        np.full((4, 6, 3), 77 << 8, np.uint16),
    ],
)
def test_every_kind_of_png_becomes_bgra(pixels):
    assert decode(encoded(pixels))[0, 0].tolist() == [77, 77, 77, 255]


def test_a_jpeg_lies_as_its_exif_says():
    pixels = np.zeros((16, 32, 3), np.uint8)
    pixels[:, :16] = 255  # white on the left
    jpeg = encoded(pixels, ".jpg")
    assert decode(jpeg, "image/jpeg").shape == (16, 32, 4)
    turned = decode(with_orientation(jpeg, 6))  # by a quarter to the right: white on top
    assert turned.shape == (32, 16, 4)
    assert turned[2, 8, 0] > 240
    assert turned[30, 8, 0] < 15
    assert size(with_orientation(jpeg, 6)) == (32, 16)


def test_what_is_too_large_is_refused_by_its_head(monkeypatch):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(BadPicture, match="30000 × 30000"):
        decode(png_head(30_000, 30_000))
    with pytest.raises(BadPicture, match="70000"):
        decode(png_head(70_000, 2))
    jpeg = bytearray(encoded(np.zeros((8, 8, 3), np.uint8), ".jpg"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    with pytest.raises(BadPicture, match="60000 × 60000"):
        decode(bytes(jpeg))
    monkeypatch.setattr(picture, "MAX_BYTES", 10)
    with pytest.raises(BadPicture, match="MB"):
        decode(png_head(2, 2))


def test_what_is_encoded_is_decoded():
    pixels = np.random.default_rng(1).integers(0, 255, (30, 40, 4), np.uint8)
    pixels[..., 3] = 255
    np.testing.assert_array_equal(decode(encode(pixels), "image/png"), pixels)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(40),
        b"\x89PNG\r\n\x1a\n",
        png_head(4, 4),
        png_head(0, 4),
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + b"\xff\xe0\0\0" * 30,
        b"\xff\xd8" + b"\xff" * 50,
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadPicture):
        decode(data)


def test_damage_anywhere_is_refused_or_survived():
    rng = np.random.default_rng(2)
    for kind in (".png", ".jpg"):
        whole = encoded(rng.integers(0, 255, (24, 24, 3), np.uint8), kind)
        for _ in range(150):
            broken = bytearray(whole[: rng.integers(1, len(whole) + 1)])
            for _ in range(3):
                broken[rng.integers(0, len(broken))] = rng.integers(0, 256)
            with contextlib.suppress(BadPicture):
                assert decode(bytes(broken)).shape[2] == 4


def test_a_mime_type_that_lies_is_refused():
    with pytest.raises(BadPicture, match="image/jpeg"):
        decode(encoded(np.zeros((2, 2, 3), np.uint8)), "image/jpeg")


def test_pages_of_a_pdf():
    data = pdf((200, 100), (300, 300))
    assert pdf_sizes(data) == [(200, 100), (300, 300)]
    page = pdf_page(data, 0, 400)
    assert page.shape == (200, 400, 4)
    assert page[150, 50].tolist() == [0, 0, 255, 255]
    assert page[50, 300].tolist() == [255] * 4
    assert pdf_sizes(pdf((200, 100), rotate=90)) == [(100, 200)]
    with pytest.raises(BadPicture, match="page 3"):
        pdf_page(data, 2, 400)


def test_a_part_of_a_page_is_cut_out_of_the_whole():
    data = pdf((200, 100))
    whole = pdf_page(data, 0, 400)
    part = pdf_part(data, 0, (400, 200), (30, 90, 130, 170))
    np.testing.assert_array_equal(part, whole[90:170, 30:130])
    assert pdf_part(data, 0, (400_000, 200_000), (99_990, 100_000, 100_010, 100_010))[5, 5].tolist() == [0, 0, 255, 255]
    source = parts_from({"pdf": data, "bad": b"?"}.get)
    np.testing.assert_array_equal(source("pdf", 0, (400, 200), (30, 90, 130, 170)), part)
    assert source("bad", 0, (400, 200), (0, 0, 1, 1)) is None
    assert source("none", 0, (400, 200), (0, 0, 1, 1)) is None
    for part in ((0, 0, 0, 10), (0, 0, 100_000, 100_000)):
        with pytest.raises(BadPicture, match="part"):
            pdf_part(data, 0, (400, 200), part)


def test_pictures_of_pages_are_bounded():
    data = pdf((14_000, 14_000))
    page = pdf_page(data, 0, 30_000)
    assert page.shape[0] * page.shape[1] <= picture.MAX_PAGE_PIXELS * 1.01
    thin = pdf_page(pdf((3, 14_000)), 0, 8000)
    assert max(thin.shape) <= picture.MAX_SIDE + 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\0" * 5000, pdf((200, 100))[:200]])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(BadPicture, match="PDF"):
        pdf_sizes(data)
    with pytest.raises(BadPicture, match="PDF"):
        pdf_page(data, 0, 100)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(picture, "MAX_PDF_PAGES", 2)
    with pytest.raises(BadPicture, match="3 pages"):
        pdf_sizes(pdf((10, 10), (10, 10), (10, 10)))


def test_a_picture_is_halved_until_it_is_about_as_wide_as_seen():
    checks = np.indices((64, 128)).sum(0) % 2 * np.uint8(255)
    pixels = np.repeat(checks[..., None], 4, 2).astype(np.uint8)
    assert fitting(pixels, 100) is pixels
    got = fitting(pixels, 40)
    assert got.shape == (32, 64, 4)
    assert abs(int(got[5, 5, 0]) - 128) <= 1
    assert fitting(pixels, 0).shape[1] >= 2


def test_a_source_of_pictures_reads_assets():
    red = encoded(np.full((4, 4, 3), (0, 0, 255), np.uint8))
    files = {"png": red, "pdf": pdf((200, 100)), "bad": b"?"}
    source = pictures_from(files.get)
    got = source("png", "image/png", 0, 4)
    assert got is not None
    assert got[0, 0].tolist() == [0, 0, 255, 255]
    page = source("pdf", "application/pdf", 0, 100)
    assert page is not None
    assert page.shape == (50, 100, 4)
    assert source("bad", "image/png", 0, 4) is None
    assert source("none", "image/png", 0, 4) is None

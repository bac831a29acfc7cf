"""A file is what its content says, is drawn anew, and never breaks the reader."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from directory.files.checking import (
    JPEG,
    LONGEST_SIDE,
    MAX_BYTES,
    PDF,
    PHOTO_SIDE,
    FileKindUnknown,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    checked_file,
    checked_photo,
)

PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(kind="JPEG", size=(40, 20), mode="RGB", **how):
    drawn = io.BytesIO()
    Image.new(mode, size).save(drawn, kind, **how)
    return drawn.getvalue()


def looked_at(content):
    with Image.open(io.BytesIO(content)) as seen:
        seen.load()
        return seen


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"),
     ("PNG", "1"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_of_picture_is_kept_as_a_plain_one(kind, mode):
    sent = io.BytesIO()
    Image.new("RGB", (40, 20), "red").convert(mode).save(sent, kind)

    checked = checked_file(sent.getvalue())

    assert checked.content_type == JPEG
    assert (looked_at(checked.content).format, looked_at(checked.content).size) == (
        "JPEG",
        (40, 20),
    )


def test_nothing_but_the_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"secret note", icc_profile=b"secret profile")
    assert b"SecretPhone" in sent

    kept = checked_file(sent).content

    assert not [word for word in (b"SecretPhone", b"secret", b"Exif") if word in kept]


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    sent = Image.new("RGB", (40, 20), "white")
    sent.paste("red", (0, 0, 10, 20))
    drawn = io.BytesIO()
    sent.save(drawn, "JPEG", exif=exif, quality=95)

    kept = looked_at(checked_file(drawn.getvalue()).content)

    assert (kept.size, len(kept.getexif())) == ((20, 40), 0)
    assert kept.getpixel((10, 3))[1] < 40, "What was on the left is not on top."
    assert kept.getpixel((10, 30))[1] > 200


@pytest.mark.parametrize("how", [{}, {"transparency": 40_000}])
def test_a_scan_in_16_bits_of_grey_can_be_read(how):
    levels = (0, 16_000, 32_000, 65_535)
    size = (LONGEST_SIDE + 200, 40)
    rows = b"".join(struct.pack("<H", level) * size[0] * 10 for level in levels)
    scan = Image.frombytes("I;16", size, rows)
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 3
    scan.save(drawn, "PNG", exif=exif, **how)

    kept = looked_at(checked_file(drawn.getvalue()).content)

    middle = [kept.getpixel((100, kept.height - 1 - row))[0] for row in (3, 13, 23, 33)]
    assert kept.width == LONGEST_SIDE
    assert middle == pytest.approx([level / 256 for level in levels], abs=6)


def test_what_was_transparent_is_paper():
    kept = checked_file(_transparent()).content

    assert looked_at(kept).getpixel((5, 5)) == (255, 255, 255)


def _transparent():
    drawn = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(drawn, "PNG")
    return drawn.getvalue()


def test_a_large_picture_is_made_smaller():
    kept = checked_file(picture("PNG", (LONGEST_SIDE * 2, 10))).content

    assert looked_at(kept).size[0] == LONGEST_SIDE


def test_a_paper_is_kept_as_it_is():
    checked = checked_file(PAPER)

    assert (checked.content, checked.content_type) == (PAPER, PDF)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileKindUnknown),
        (b"GIF89a" + b"\0" * 50, FileKindUnknown),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileKindUnknown),
        (b"MZ an executable called receipt.pdf", FileKindUnknown),
        (b" %PDF-1.7 %%EOF", FileKindUnknown),
        (b"%PDF-1.7 cut off", FileUnreadable),
        (b"\xff\xd8\xff\xe0 no picture", FileUnreadable),
        (b"\x89PNG\r\n\x1a\n no picture", FileUnreadable),
        (b"RIFF\x10\0\0\0WEBPVP8 no picture", FileUnreadable),
        (b"x" * (MAX_BYTES + 1), FileTooLarge),
        (PAPER.ljust(MAX_BYTES + 1), FileTooLarge),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(content, refusal):
    with pytest.raises(refusal):
        checked_file(content)


@pytest.mark.parametrize("size", [(8_000, 5_001), (12_000, 10_000), (30_000, 30_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(size):
    with pytest.raises(FileTooLarge):
        checked_file(_said_to_be(*size))


def _said_to_be(width, height):
    """A small PNG whose header promises another size (PNG specification, 11.2.2)."""
    sent = picture("PNG")
    header = b"IHDR" + struct.pack(">II", width, height) + sent[24:29]
    return sent[:12] + header + struct.pack(">I", zlib.crc32(header)) + sent[33:]


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
@settings(max_examples=60)
def test_a_damaged_picture_is_kept_or_refused_and_nothing_else(kind, data):
    sent = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(1, 6))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    del sent[data.draw(st.integers(1, len(sent))) :]

    try:
        kept = checked_file(bytes(sent)).content
    except FileRefused:
        kept = picture()

    assert looked_at(kept).format == "JPEG"


def test_a_photo_is_small_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretPhone"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (39.0, 44.0, 21.0)

    kept = looked_at(checked_photo(picture(size=(3_000, 1_500), exif=exif)).content)

    assert (kept.format, kept.size) == ("JPEG", (PHOTO_SIDE // 2, PHOTO_SIDE))
    assert (dict(kept.getexif()), dict(kept.getexif().get_ifd(0x8825))) == ({}, {})


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (PAPER, FileKindUnknown),
        (b"PK\x03\x04 an archive called me.jpg", FileKindUnknown),
        (b"\xff\xd8\xff\xe0 no picture", FileUnreadable),
        (b"\xff\xd8\xff".ljust(MAX_BYTES + 1), FileTooLarge),
    ],
)
def test_only_pictures_are_photos(content, refusal):
    with pytest.raises(refusal):
        checked_photo(content)


def test_a_photo_that_would_fill_the_memory_is_refused_unopened():
    with pytest.raises(FileTooLarge):
        checked_photo(_said_to_be(30_000, 30_000))

"""What a sent file is, told by its content alone, and made fit to be kept.

Pictures are drawn anew, which leaves behind where and when and by which phone they were taken,
and whatever else was packed into them. Pure.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000

LONGEST_SIDE = 2_600
"""Pixels of the longest side of a kept picture: the print of a receipt can be read."""

PHOTO_SIDE = 1_200
"""Pixels of the longest side of somebody's photo: sharp on a phone's screen, and light."""

JPEG, PDF = "image/jpeg", "application/pdf"

_PICTURES = ("JPEG", "PNG", "WEBP")
_QUALITY = 85
_PDF_END = b"%%EOF"
_PDF_TAIL_BYTES = 2_048
"""Some programs write a little behind the end of a PDF (readers look back this far and more)."""

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    Warning,
)
"""What Pillow's decoders raise on files that are not what they begin as (and warn of, where
warnings are errors)."""


class FileRefused(ValueError):
    """The file can't be taken; its message says what would help."""


class FileTooLarge(FileRefused):
    """The file has too many bytes or pixels."""

    def __init__(self) -> None:
        super().__init__("That file is too large. Up to 5 MB and 40 megapixels can be sent.")


class FileKindUnknown(FileRefused):
    """The file is none of the kinds that are taken."""

    def __init__(self) -> None:
        super().__init__("Send a photo or screenshot (JPEG, PNG or WebP) or a PDF.")


class FileUnreadable(FileRefused):
    """The file begins like one of the kinds that are taken and can't be read to its end."""

    def __init__(self) -> None:
        super().__init__("That file can't be read. It may be cut off; try a photo of it.")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as it will be kept.

    Attributes:
        content: Its bytes.
        content_type: "image/jpeg", whatever kind of picture was sent, or "application/pdf".
    """

    content: bytes
    content_type: str


def checked_file(content: bytes) -> CheckedFile:
    """Make a file fit to be kept, or say why it can't be. Pure.

    Raises:
        FileTooLarge: More than `MAX_BYTES` or `MAX_PIXELS`.
        FileKindUnknown: Neither JPEG, PNG, WebP nor PDF by its content.
        FileUnreadable: One of these, but broken.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge
    if content.startswith(b"%PDF-"):
        if _PDF_END not in content[-_PDF_TAIL_BYTES:]:
            raise FileUnreadable
        return CheckedFile(content, PDF)
    return _picture(content, LONGEST_SIDE)


def checked_photo(content: bytes) -> CheckedFile:
    """Make somebody's photo fit to be shown, or say why it can't be. Pure.

    Upright, at most `PHOTO_SIDE` pixels long, and nothing in it but the pixels.

    Raises:
        FileTooLarge: More than `MAX_BYTES` or `MAX_PIXELS`.
        FileKindUnknown: Neither JPEG, PNG nor WebP by its content.
        FileUnreadable: One of these, but broken.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLarge
    return _picture(content, PHOTO_SIDE)


def _picture(content: bytes, longest_side: int) -> CheckedFile:
    if not _begins_as_picture(content):
        raise FileKindUnknown
    return CheckedFile(_redrawn(content, longest_side), JPEG)


def _begins_as_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _redrawn(content: bytes, longest_side: int) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:
            return _draw(picture, longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileTooLarge from error
    except FileRefused:
        raise
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise FileUnreadable from error


def _draw(picture: Image.Image, longest_side: int) -> bytes:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise FileTooLarge
    # Made smaller before it is turned: that takes far less memory.
    picture.thumbnail((longest_side, longest_side))
    with_alpha = _in_8_bits(ImageOps.exif_transpose(picture)).convert("RGBA")
    # Only the pixels are taken over: on white, as paper is, where it was transparent.
    plain = Image.new("RGB", with_alpha.size, "white")
    plain.paste(with_alpha, mask=with_alpha)
    drawn = io.BytesIO()
    plain.save(drawn, "JPEG", quality=_QUALITY)
    return drawn.getvalue()


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """A picture whose greys a plain one can hold: Pillow clips 16 bits, which turns them white."""
    if not picture.mode.startswith("I"):
        return picture
    grey = picture.point(lambda level: level / 256).convert("L")
    # It names a level in 16 bits, which is none of these.
    grey.info.pop("transparency", None)
    return grey

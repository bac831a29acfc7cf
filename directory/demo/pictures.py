"""Pictures for the demo, drawn: a sheet of paper that says DEMO, and shapes where a face would be."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

_PAPER, _INK, _LINE = (250, 247, 240), (40, 42, 48), (200, 194, 180)
_GROUND = (214, 226, 220)
_SHAPES = (
    ((60, 300, 420, 660), (126, 160, 146)),
    ((250, 90, 560, 400), (222, 168, 120)),
    ((140, 160, 300, 320), (70, 92, 110)),
)


def paper_picture() -> bytes:
    """A sheet with lines instead of words, and DEMO across it, as a JPEG."""
    sheet = Image.new("RGB", (600, 800), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for top in range(330, 730, 40):
        pen.line((80, top, 520, top), fill=_LINE, width=6)
    pen.rectangle((40, 40, 560, 760), outline=_INK, width=4)
    small = Image.new("L", (30, 12), 0)
    ImageDraw.Draw(small).text((2, 0), "DEMO", fill=255)
    letters = small.resize((450, 180))
    sheet.paste(_INK, (75, 100), letters)
    return _jpeg(sheet)


def shapes_picture() -> bytes:
    """Round shapes that show nobody, as a JPEG."""
    canvas = Image.new("RGB", (640, 640), _GROUND)
    pen = ImageDraw.Draw(canvas)
    for box, colour in _SHAPES:
        pen.ellipse(box, fill=colour)
    return _jpeg(canvas)


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()

"""Pictures that are kept are small, and the page that shows them all leaves none out."""

import io

import numpy as np
from PIL import Image

from benchmarks.screenshots.gallery import write_gallery
from benchmarks.screenshots.pages import Page
from benchmarks.screenshots.readme import MOST_BYTES, smaller


def _png(pixels):
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "PNG")
    return made.getvalue()


def test_a_plain_picture_keeps_its_colours():
    pixels = np.zeros((60, 80, 3), np.uint8)
    pixels[20:, :, 0] = 200

    small = Image.open(io.BytesIO(smaller(_png(pixels)))).convert("RGB")

    assert small.size == (80, 60)
    assert (np.asarray(small) == pixels).all()


def test_a_restless_picture_is_kept_in_fewer_colours_until_it_is_small_enough():
    noise = np.random.default_rng(1).integers(0, 255, (400, 500, 3), np.uint8)

    small = smaller(_png(noise))

    assert len(small) <= MOST_BYTES
    assert len(Image.open(io.BytesIO(small)).getcolors()) < 256


def test_the_gallery_shows_every_picture_that_is_there(tmp_path):
    for name in ("home-390-light", "home-390-dark", "desk-390-light"):
        (tmp_path / f"{name}.png").touch()

    write_gallery(
        tmp_path, [Page("home", "/"), Page("desk", "/desk?a&b")], [390], ["light", "dark"]
    )

    shown = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert shown.count("<img ") == 3
    assert "/desk?a&amp;b" in shown

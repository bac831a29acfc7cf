"""The plot puts times on powers of ten and can be read in light and in dark."""

import re
from xml.etree import ElementTree as ET

import pytest

from benchmarks.built import Build
from benchmarks.measure import Asked, Times
from benchmarks.plot import LEFT, RIGHT, WIDTH, Axis, axis_of, drawing
from benchmarks.result import Figures, Result
from benchmarks.updates import Updates

SVG = "{http://www.w3.org/2000/svg}"


def figures(name, **kinds):
    asked = {kind: Times(list(ms), [1] * len(ms), [[]] * len(ms)) for kind, ms in kinds.items()}
    return Figures(name, Build(1, 1.0, 1.0, 1.0, "2026-01-01"), Asked([], 1.0, asked))


@pytest.fixture
def picture():
    """Two ways, of which the other one was asked one kind less."""
    ways = {
        "site": figures("this site", main=(0.2, 0.3), wide=(2.0, 4.0)),
        "other": figures("<others> & more", main=(20.0, 30.0)),
    }
    return drawing(Result(50_000, ways, Updates([1.0], [1.0], [1.0], [1.0])))


@pytest.mark.parametrize(
    ("milliseconds", "powers"),
    [([0.2, 30.0], (-1, 2)), ([2.0, 3.0], (0, 1)), ([1.0], (0, 1)), ([0.1, 100.0], (-1, 2))],
)
def test_the_axis_goes_from_one_power_of_ten_around_the_times_to_another(milliseconds, powers):
    assert axis_of(milliseconds) == Axis(*powers)


def test_ten_times_as_long_is_as_far_wherever_it_stands():
    axis = Axis(-1, 2)

    assert axis.at(0.1) == LEFT
    assert axis.at(100.0) == WIDTH - RIGHT
    assert axis.at(1.0) - axis.at(0.1) == pytest.approx(axis.at(10.0) - axis.at(1.0), abs=0.2)


def test_the_drawing_is_sound_xml_with_a_title_and_names_as_they_are(picture):
    root = ET.fromstring(picture)  # noqa: S314 - drawn here

    assert root.find(f"{SVG}title").text == "Milliseconds to answer, 50,000 listings"
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"this site", "<others> & more", "main", "wide"} <= set(texts)


def test_there_is_a_mark_for_each_way_in_the_legend_and_for_each_kind_it_was_asked(picture):
    root = ET.fromstring(picture)  # noqa: S314 - drawn here

    assert len(list(root.iter(f"{SVG}circle"))) == 1 + 2
    assert len(list(root.iter(f"{SVG}polygon"))) == 1 + 1


def test_every_look_that_is_filled_has_another_fill_in_the_dark(picture):
    light, dark = (
        dict(re.findall(r"([.\w]+) \{ (?:font: [^;]+; )?fill: (#\w+)", style))
        for style in picture.split("</style>")[0].split("@media (prefers-color-scheme: dark)")
    )

    assert set(light) == {"text", ".quiet", ".mark", ".solid", ".own", ".paper"}
    assert set(dark) == set(light)
    assert all(dark[look] != fill for look, fill in light.items())

"""What Lighthouse is shown travels packed, and what it says is judged by the least of each score."""

import gzip

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from benchmarks.lighthouse.measuring import INDEXED, LEAST, NOT_INDEXED, Scores, reaches, section
from benchmarks.lighthouse.packing import packing
from benchmarks.screenshots.pages import PAGES


def _row(name="home", **scores):
    return Scores(name, dict.fromkeys(LEAST, 100) | scores, 1.5, 0.01, 84.0, ())


def test_every_page_it_is_asked_about_is_there():
    known = {page.name for page in PAGES}

    assert {*INDEXED, *NOT_INDEXED} <= known


@pytest.mark.parametrize("name", LEAST)
def test_one_point_less_in_any_score_is_too_little(name):
    assert reaches(_row(**{name: LEAST[name]}))
    assert not reaches(_row(**{name: LEAST[name] - 1}))


def test_the_section_marks_pages_that_ask_search_engines_to_pass_by():
    text = section([_row("home"), _row("results", performance=97)])

    assert "| home | 100 | 100 | 100 | 100 | 1.5 s | 0.010 | 84 |" in text
    assert "| results * | 97 | 100 |" in text


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/css", "application/json"])
def test_texts_come_packed_to_who_takes_that_and_whole_to_others(kind):
    client = Client(packing(Response("knee " * 500, content_type=kind)))

    packed = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    whole = client.get("/")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < 200
    assert gzip.decompress(packed.data) == whole.data == b"knee " * 500
    assert packed.headers["Content-Type"] == kind


def test_pictures_come_as_they_are():
    client = Client(packing(Response(b"pixels", content_type="image/png")))

    answer = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
    assert answer.data == b"pixels"

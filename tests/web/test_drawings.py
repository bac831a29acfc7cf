"""Drawings: each stands alone as SVG, is told in words, and holds nothing a page could trip over."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from flask import render_template_string

from directory.config import ROOT

FOLDER = ROOT / "templates" / "drawings"
MACROS = {
    name: path.name
    for path in sorted(FOLDER.glob("*.html"))
    for name in re.findall(r"{% macro ([a-z]\w*)\(\)", path.read_text(encoding="utf-8"))
}
OTHER_FIGURE = "chain_figure"
"""The runner of home: a figure with words around its drawing."""


@pytest.fixture
def drawings(app):
    """All drawings by their names, as a page holds them."""
    ask = '{{% import "drawings/{file}" as drawings %}}{{{{ drawings.{name}() }}}}'
    with app.test_request_context():
        return {
            name: render_template_string(ask.format(file=file, name=name))
            for name, file in MACROS.items()
        }


def test_tools_movements_and_exercises_are_drawn():
    counted = Counter(MACROS.values())

    assert counted["movements.html"] == 2
    assert counted["tools.html"] >= 10
    assert counted["exercises.html"] >= 10


def test_each_is_told_in_words_and_no_two_alike(drawings):
    told = {
        name: re.findall(r'role="img"[^>]*aria-label="([^"]+)"', text)
        for name, text in drawings.items()
    }

    assert [name for name, words in told.items() if not words or len(words[0]) <= 30] == []
    assert len({words[0] for words in told.values()}) == len(drawings)


def test_none_brings_a_style_a_color_or_a_script_of_its_own(drawings):
    brought = re.compile(r'\s(?:style|fill|stroke|on\w+)="|<style|<script|<image|href=')

    assert [name for name, text in drawings.items() if brought.search(text)] == []


def test_each_is_whole_and_may_stand_twice_on_a_page(drawings):
    del drawings[OTHER_FIGURE]

    roots = {name: ET.fromstring(text) for name, text in drawings.items()}  # noqa: S314

    assert [name for name, root in roots.items() if root.tag != "svg"] == []
    assert [name for name, root in roots.items() if len(root.attrib["viewBox"].split()) != 4] == []
    assert [
        name for name, root in roots.items() if any("id" in one.attrib for one in root.iter())
    ] == []

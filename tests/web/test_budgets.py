"""Pages stay light: bytes as they travel, packed by gzip, against the budgets of docs/quality.md."""

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory.config import ROOT
from directory.demo.members import plant_members
from directory.demo.service import plant

DIST = ROOT / "assets" / "dist"
STYLES, SCRIPTS, RESULTS, FONT = 20_000, 45_000, 25_000, 60_000
"""Most bytes of the styles of a page, of all its scripts but the map's, of ten results, of a font."""


def _packed(*contents):
    return sum(len(gzip.compress(content, 9)) for content in contents)


@pytest.fixture(scope="module")
def built():
    """The names of the built files by those that pages ask for."""
    return json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))


def test_the_styles_of_a_page_are_within_their_budget(built):
    styles = [DIST / built[name] for name in built if name.endswith(".css")]
    of_every_page = DIST / built["site.css"]

    assert _packed(of_every_page.read_bytes()) <= STYLES
    assert _packed(*(path.read_bytes() for path in styles)) <= STYLES * 1.25


def test_all_scripts_but_the_maps_are_together_within_the_budget_of_a_page(built):
    scripts = [DIST / built[name] for name in built if name.endswith(".js") and name != "map.js"]

    assert _packed(*(path.read_bytes() for path in scripts)) <= SCRIPTS


def test_a_page_fetches_one_font_that_is_within_its_budget(built):
    assert (DIST / built["literata-latin.woff2"]).stat().st_size <= FONT


def test_ten_full_results_are_within_their_budget(client, session, listed):
    now = datetime.now(UTC)
    plant(session, count=60, today=now.date())
    plant_members(session, seed=1, now=now)
    listed()

    page = client.get("/search?q=knee+pain")

    assert len(re.findall(r'<li class="card|<article class="card', page.text)) >= 10
    assert _packed(page.data) <= RESULTS


@pytest.mark.parametrize(
    "path", ["/", "/search", "/check", "/team", "/self-care", "/how-to-choose", "/method"]
)
def test_a_page_asks_no_other_site_for_anything(client, path):
    page = client.get(path).text

    fetched = re.findall(r'<(?:script|img|iframe|source)[^>]* src="([^"]+)"', page)
    fetched += re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]* href="([^"]+)"', page)
    assert fetched
    assert [address for address in fetched if not address.startswith("/")] == []
    assert all(Path(ROOT / "assets" / "dist" / Path(one).name).exists() for one in fetched)

"""The style guide: every token and component as the site itself draws them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import create_app
from directory.config import ROOT, Settings
from directory.web.design_tokens import Reading, Token, contrast, readings, tokens_of
from directory.web.samples import STRIPS
from tests.pages import CheckedClient

SHEET = (ROOT / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = ROOT / "templates"

NOT_SHOWN = {
    "icon_defs": "every page has them already",
    "structured": "tells programs what a page is about; nobody sees it",
    "strip_defs": "every page has them already",
    "map_of": "asks for the hits of a search; /search shows it",
    "map_ways": "moves the map, so it stands with one; /search shows it",
}
"""Macros that the guide leaves out, and why."""

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def sources(folder):
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.html"))]


def macros(folder):
    """Name, parameters and body of each macro of a folder that pages may call."""
    for text in sources(TEMPLATES / folder):
        yield from re.findall(
            r"{% macro ([a-z]\w*)\((.*?)\) -?%}(.*?){%-? endmacro", text, re.DOTALL
        )


def called(text):
    return set(re.findall(r"\b([a-z]\w*)\(", text))


def test_every_component_is_shown():
    known = {name: body for name, _, body in macros("components")}
    known |= {name: body for name, needs, body in macros("drawings") if needs}

    shown = called(" ".join(sources(TEMPLATES / "styleguide")))

    shown |= {name for part in shown & known.keys() for name in called(known[part])}
    assert sorted(known.keys() - shown - NOT_SHOWN.keys()) == []
    assert sorted(NOT_SHOWN.keys() & shown) == []


def test_the_page_shows_every_icon_and_every_token(client):
    page = client.get("/styleguide").text

    icons = set(re.findall(r'<symbol id="(icon-\w+)"', page))
    assert [icon for icon in sorted(icons) if f'href="#{icon}"' not in page] == []
    colours = {name for name, token in tokens_of(SHEET).items() if token.light.startswith("#")}
    assert len(colours) > 20
    assert [name for name in sorted(colours) if f'fill="var(--{name})"' not in page] == []


def test_every_drawing_is_shown(client):
    known = [name for name, needs, _ in macros("drawings") if not needs]

    page = client.get("/styleguide").text

    assert sorted(re.findall(r'data-drawing="(\w+)"', page)) == sorted(known)


def test_the_page_shows_strips_scores_and_cards_in_every_state(client):
    page = client.get("/styleguide").text

    for state in ("members", "contradicted", "document", "claimed", "unknown"):
        assert re.search(rf'href="#link-{state}-', page)
        assert re.search(rf'href="#large-{state}-', page)
        assert f'id="legend-{state}"' in page
    for words in (
        "81, between 68 and 90, 7 members",
        "New: between 52 and 81, 1 member",
        "New: between 48 and 79, documents only",
        "40, capped at 40, between 31 and 40, 9 members",
        "Not assessed yet",
        "New here today.",
        "From the public provider register",
        "Not claimed yet",
        "Capped at 40",
        "not confirmed since",
        "made-up person",
        "Methods not stated: ask.",
    ):
        assert words in page


def test_search_engines_leave_the_page_out(client):
    assert '<meta name="robots" content="noindex">' in client.get("/styleguide").text


def test_production_has_no_style_guide(settings):
    real = create_app(
        Settings.from_env(
            {
                "DIRECTORY_ENV": "production",
                "DIRECTORY_VAR": str(settings.var),
                "DATABASE_URL": settings.database_url,
                "SECRET_KEY": "k" * 32,
                "TRUSTED_HOSTS": "localhost",
                "MAIL_URL": "smtp://mail.example",
                "MAIL_FROM": "site@localhost",
            }
        )
    )
    real.test_client_class = CheckedClient

    page = real.test_client().get("/styleguide", base_url="https://localhost")

    assert page.status_code == 404


def test_every_colour_reads_well_on_every_ground_by_day_and_by_night():
    told = readings(tokens_of(SHEET))

    assert len(told) == 12
    assert [reading.token.name for reading in told if not reading.passes] == []


def test_the_dark_set_is_the_same_whether_the_system_or_a_person_chose_it():
    _, by_system, by_hand, *_ = re.findall(r":root[^{}]*\{([^{}]*)\}", SHEET)

    assert by_system.split() == by_hand.split()


def test_a_token_made_of_another_has_its_value_by_day_and_by_night():
    tokens = tokens_of(
        ":root { --a: #fff; /* paper */ --b: var(--a); --s: 1.5rem; } :root[x] { --a: #000; }"
    )

    assert tokens["a"] == Token("a", "#fff", "#000", "paper")
    assert (tokens["b"].light, tokens["b"].dark) == ("#fff", "#000")
    assert (tokens["s"].px, tokens["a"].px) == (24, 0)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#fff", 21), ("#777777", "#ffffff", 4.48), ("#0d5661", "#faf6ec", 7.68)],
)
def test_contrast_is_that_of_the_guideline(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)


@given(COLOURS, COLOURS)
def test_contrast_does_not_ask_which_colour_is_behind(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


def test_a_reading_fails_when_one_of_day_and_night_does():
    token = Token("ink", "#000", "#fff", "")

    assert Reading(token, 4.5, 4.5, 4.5).passes
    assert not Reading(token, 4.4, 9, 4.5).passes
    assert not Reading(token, 9, 4.4, 4.5).passes


def test_sample_strips_have_six_links_and_a_sentence():
    for states, sore, words in STRIPS:
        assert len(states) == 6
        assert sore is None or 0 <= sore < 6
        assert words.endswith(".")

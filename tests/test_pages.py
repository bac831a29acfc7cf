"""The checks of every page see what they are for."""

import pytest
from flask import Flask

from tests.pages import CheckedClient, PageFault

GOOD = """<!doctype html><html lang="en"><head><title>Results - Site</title>
<script nonce="n1" src="/a.js"></script></head>
<body><main><h1>Results</h1><label for="q">What</label><input id="q" name="q">
<label>Where <input name="near"></label><input type="hidden" name="page">
<img src="/a.png" alt=""></main></body></html>"""


@pytest.fixture
def ask():
    """Ask for a page with the text given."""
    app = Flask("pages")
    app.test_client_class = CheckedClient

    def answer(text, **options):
        app.view_functions.clear()
        app.add_url_rule(
            "/", "page", lambda: (text, {"Content-Security-Policy": "script-src 'nonce-n1'"})
        )
        return app.test_client().open("/", **options)

    return answer


def test_a_good_page_passes(ask):
    assert ask(GOOD).status_code == 200


def test_a_part_of_a_page_needs_no_heading(ask):
    assert ask("<p id='a'>3 results</p>").status_code == 200


def test_a_request_for_headers_only_is_not_checked(ask):
    assert ask(GOOD.replace("</h1>", ""), method="HEAD").status_code == 200


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("</h1>", "", "not valid HTML"),
        ('<input name="near">', '<input name="near" id="q">', "id 'q' is there 2 times"),
        ('<label for="q">', "<label>", "the field 'q' has no label"),
        ('nonce="n1" ', "", "lacks the policy's nonce"),
        (' alt=""', "", "has no alt"),
        ("<h1>Results</h1>", "", "there are 0 h1"),
        ("<h1>Results</h1>", "<h1>Other</h1>", "does not hold the h1"),
        (' lang="en"', "", "the language is not named"),
        ("<main>", "<div>", "not valid HTML"),
    ],
)
def test_a_faulty_page_fails(ask, before, after, fault):
    with pytest.raises(PageFault, match=fault):
        ask(GOOD.replace(before, after, 1))

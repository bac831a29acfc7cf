"""Every page is looked at: `make screenshots` takes it, or says why not."""

import re
from uuid import UUID

from PIL import Image
from werkzeug.exceptions import NotFound

from benchmarks.screenshots.pages import API, NO_PICTURE, PAGES
from benchmarks.screenshots.readme import FOLDER, MOST_BYTES, SHOWN
from directory.config import ROOT

_WORD = re.compile(r"\{(\w+)\}")
_WITH_NUMBER = re.compile(r"own_|case_|one$|other$|account$|assessment$")


def _filled(address):
    """The address with something in place of each name, of the kind that stands there."""
    number = str(UUID(int=1))
    path = address.partition("?")[0]
    return _WORD.sub(lambda name: number if _WITH_NUMBER.match(name[1]) else "a-name", path)


def _views(app):
    bound = app.url_map.bind("localhost")
    for page in PAGES:
        try:
            yield bound.match(_filled(page.address))[0]
        except NotFound:
            assert page.name == "not-found", page


def test_every_page_is_taken_or_named_with_a_reason(app):
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    asked = {name for name in readable if not name.startswith(API) or name == "api_docs.page"}

    taken = set(_views(app))

    assert asked - taken - set(NO_PICTURE) == set(), "add them to benchmarks/screenshots/pages.py"
    assert set(NO_PICTURE) & taken == set()
    assert set(NO_PICTURE) - asked == set()


def test_no_two_pictures_have_one_name():
    names = [page.name for page in PAGES]

    assert len(names) == len(set(names))


def test_the_pictures_of_the_readme_are_there_and_small():
    shown = set(re.findall(r"docs/images/([\w-]+\.png)", (ROOT / "README.md").read_text("utf-8")))

    assert shown == {path.name for path in FOLDER.iterdir()}
    assert shown == {f"{name}-{width}.png" for name, width, _scheme in SHOWN}
    for path in FOLDER.iterdir():
        assert path.stat().st_size <= MOST_BYTES, path
        with Image.open(path) as picture:
            assert picture.width in {390, 1440}

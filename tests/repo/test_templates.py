"""Every template is used, and every page is built on the one base."""

import re

from directory.config import ROOT
from tests.repo.tree import python_files

TEMPLATES = ROOT / "templates"
PARTS = ("components/", "drawings/", "emails/")
"""Folders whose templates are no pages of their own."""

CHOSEN_BY_STATUS = re.compile(r"errors/[45]\d\d\.html")
"""Templates whose names are put together: one for each status that says more than the others."""


def _names():
    return sorted(
        path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()
    )


def _text(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _mentions():
    """Every string that names a template, in Python and in templates."""
    texts = [path.read_text(encoding="utf-8") for path in python_files("directory")]
    texts += [_text(name) for name in _names()]
    return {
        name
        for text in texts
        for name in re.findall(r"[\"']([\w/-]+\.(?:html|xml|txt|svg))[\"']", text)
    }


def _is_named(name, named):
    """Whether code says a name: mails are named from their own folder on."""
    return name in named or name.removeprefix("emails/") in named


def _is_part(name):
    return name.startswith(PARTS) or name.rpartition("/")[2].startswith("_")


def test_every_template_is_used():
    named = _mentions()

    unused = [
        name for name in _names() if not _is_named(name, named) and not CHOSEN_BY_STATUS.match(name)
    ]
    assert unused == []


def test_every_page_extends_the_base():
    pages = [
        name
        for name in _names()
        if name.endswith(".html") and name != "base.html" and not _is_part(name)
    ]

    astray = [name for name in pages if not re.search(r"{%-?\s*extends\s", _text(name))]
    assert astray == []


def test_templates_hold_no_inline_script_or_style():
    offending = [
        name
        for name in _names()
        if re.search(r"\son[a-z]+=|\sstyle=|<style|javascript:", _text(name))
        or re.search(r"<script(?![^>]*\bnonce=)", _text(name))
    ]

    assert offending == []

"""A setting, a command, an option or a route that nobody documented breaks the build."""

import re
from dataclasses import fields

import click

from directory.cli import main
from directory.config import ROOT, Settings

DOCS = ROOT / "docs"


def _rows(name):
    """The cells of every table row of a page, backquotes taken off."""
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            yield [cell.strip().strip("`") for cell in line.strip("| ").split(" | ")]


def _commands(group=main, prefix="directory"):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def _section(title):
    """The part of the commands' page under the heading of one command."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^## `{re.escape(title)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return found.group(1) if found else ""


def test_every_setting_is_documented_with_its_default():
    documented = {row[0]: row[1] for row in _rows("settings.md")}

    settings = {
        item.metadata["env"]: item.metadata["default"] or "empty" for item in fields(Settings)
    }
    settings["DIRECTORY_VAR"] = "var` in the checkout"
    assert documented == settings


def test_every_command_and_option_is_documented():
    missing = [
        f"{title} {name}"
        for title, command in _commands()
        for name in ["", *(opt for item in command.params for opt in item.opts if opt[:2] == "--")]
        if not _section(title) or (name and f"`{name}" not in _section(title))
    ]

    assert missing == []


def test_no_command_is_documented_that_does_not_exist():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## `(directory [^`]+)`", text, re.MULTILINE)

    known = [title for title, _ in _commands()]
    assert [title for title in titles if not any(title.startswith(name) for name in known)] == []


def test_every_command_explains_itself():
    silent = [
        f"{title} {item.name if item else ''}"
        for title, command in _commands()
        for item in [None, *command.params]
        if not (item or command).help and not isinstance(item, click.Argument)
    ]

    assert silent == []


def test_every_route_is_documented_and_no_other(app):
    documented = {(row[0], row[1]) for row in _rows("routes.md")}

    routes = {
        (" ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})), rule.rule)
        for rule in app.url_map.iter_rules()
    }
    assert documented == routes

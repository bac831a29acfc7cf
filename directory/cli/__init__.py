"""The `directory` command. Each subcommand is imported only when it is called."""

from __future__ import annotations

import os
from importlib import import_module

import click

COMMANDS = {
    "init": "directory.cli.init:init",
    "serve": "directory.cli.serve:serve",
    "worker": "directory.cli.worker:worker",
    "gazetteer": "directory.cli.places:gazetteer",
    "geocode": "directory.cli.places:geocode",
    "seed": "directory.cli.seed:seed",
    "import": "directory.cli.formats:imports",
    "compare": "directory.cli.comparison:compare",
    "remove": "directory.cli.removal:remove",
    "export": "directory.cli.csv_files:exports",
    "admin": "directory.cli.admin:admin",
    "cases": "directory.cli.cases:cases",
    "rescore": "directory.cli.rescore:rescore",
    "score-simulation": "directory.cli.score_simulation:score_simulation",
    "reindex": "directory.cli.reindexing:reindex",
    "search": "directory.cli.search:search",
}

WITHOUT_TABLES = {"serve"}
"""Commands that ask no database themselves, and so start without every room's tables."""


class Commands(click.Group):
    """A group that finds its commands by name and loads them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name all commands, in the order one would use them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command asked for."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        if cmd_name not in WITHOUT_TABLES:
            import_module("directory.models")
        module, _, name = target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands)
def main() -> None:
    """Run and look after a directory site."""
    os.umask(0o077)  # what it writes names people, and what they searched for

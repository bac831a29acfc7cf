"""What the commands that take files in are tried with."""

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from directory.cli.imports import imports
from directory.db import make_engine
from tests.running import environment_of


@pytest.fixture
def import_files(settings, with_places):
    """Runs `directory import nppes` on files, with options, and gives its result."""

    def run(*arguments):
        words = ["nppes", *(str(argument) for argument in arguments)]
        return CliRunner(env=environment_of(settings)).invoke(imports, words)

    return run


@pytest.fixture
def read(settings):
    """Opens a session on the site's database as the command left it."""
    engine = make_engine(settings.database)
    with Session(engine) as session:
        yield session
    engine.dispose()

"""`directory seed` plants and removes on the site's own database."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from directory.cli import main
from directory.practitioners.models import Practitioner

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def seed(database_url, tmp_path, monkeypatch):
    """Run the command with the arguments given."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DIRECTORY_VAR", str(tmp_path / "var"))

    def run(*arguments):
        result = CliRunner().invoke(main, ["seed", *arguments], catch_exceptions=False)
        return result.exit_code, result.stdout.strip()

    return run


def count(open_session):
    return open_session().scalar(select(func.count(Practitioner.id)))


def test_seeding_twice_changes_nothing(seed, open_session):
    first = seed("--count", "12")
    second = seed("--count", "12")

    assert first[0] == second[0] == 0
    assert first[1].startswith("12 demo listings stand; 12 were added, changed or removed.")
    assert second[1] == (
        "12 demo listings stand; 0 were added, changed or removed. Members assessed them 0 times."
    )
    assert count(open_session) == 12


def test_removing_takes_all_out(seed, open_session):
    seed("--count", "12", "--seed", "7")

    assert seed("--remove") == (0, "12 demo listings removed, and their members.")
    assert count(open_session) == 0


def test_a_count_of_nothing_is_refused(seed):
    code, _ = seed("--count", "0")

    assert code == 2

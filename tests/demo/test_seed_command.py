"""`directory seed` plants and removes on the site's own database."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from directory.accounts.models import Account
from directory.cli import main
from directory.demo.owners import MODERATOR
from directory.practitioners.models import Practitioner

OWNED = 10
"""Listings that made-up owners sent in, and one of them that is there twice."""

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
    planted = count(open_session)
    second = seed("--count", "12")

    assert first[0] == second[0] == 0
    assert first[1].startswith("12 demo listings stand; 12 were added, changed or removed.")
    assert second[1] == (
        "12 demo listings stand; 0 were added, changed or removed. Members assessed them 0 times."
    )
    assert count(open_session) == planted == 12 + OWNED


def test_removing_takes_all_out(seed, open_session, tmp_path):
    seed("--count", "12", "--seed", "7")
    assert open_session().scalars(select(Account).where(Account.email == MODERATOR)).all()

    removed = seed("--remove")

    assert removed == (0, f"{12 + OWNED} demo listings removed, and their members.")
    assert count(open_session) == 0
    assert open_session().scalar(select(func.count(Account.id))) == 0
    assert list((tmp_path / "var").rglob("*.jpg")) == []


def test_a_real_site_gets_no_moderator(seed, open_session, monkeypatch):
    monkeypatch.setenv("DIRECTORY_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", "a secret of this test alone, and long enough for a real site")
    monkeypatch.setenv("TRUSTED_HOSTS", "chain.example")
    monkeypatch.setenv("MAIL_URL", "smtp://mail.chain.example")
    monkeypatch.setenv("MAIL_FROM", "hello@chain.example")

    code, _ = seed("--count", "12")

    assert code == 0
    assert open_session().scalars(select(Account).where(Account.email == MODERATOR)).all() == []


def test_a_count_of_nothing_is_refused(seed):
    code, _ = seed("--count", "0")

    assert code == 2

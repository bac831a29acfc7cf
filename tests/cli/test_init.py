"""`directory init` makes what a site lacks, once, and keeps private what is private."""

import stat
import subprocess
import sys

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import make_engine
from directory.practitioners.models import Practitioner
from tests.running import command, environment_of

pytestmark = [pytest.mark.slow, pytest.mark.places, pytest.mark.databases("sqlite")]


@pytest.fixture
def site(tmp_path, places_path):
    """Settings of a site of which nothing exists but the place data."""
    settings = Settings.from_env({"DIRECTORY_VAR": str(tmp_path / "new" / "var")})
    settings.gazetteer_path.parent.mkdir(parents=True)
    settings.gazetteer_path.symlink_to(places_path)
    return settings


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def _listings(settings):
    engine = make_engine(settings.database)
    with Session(engine) as session:
        count = session.scalar(select(func.count(Practitioner.id)))
    engine.dispose()
    return count


def test_a_bare_site_gets_secrets_folders_and_database(site):
    result = command("init", settings=site)

    assert result.returncode == 0, result.stderr
    assert _mode(site.secrets_path) == 0o600
    assert _mode(site.index_path) == 0o700
    assert _mode(site.var) == 0o700
    assert _mode(site.var / "directory.sqlite") == 0o600
    assert _listings(site) == 0


def test_a_second_time_changes_nothing(site):
    command("init", settings=site)
    before = site.secrets_path.read_text()

    result = command("init", settings=site)

    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert site.secrets_path.read_text() == before


def test_demo_and_index_are_made_when_asked_and_only_once(site):
    first = command("init", "--demo", "--index", settings=site)
    planted = _listings(site)

    second = command("init", "--demo", "--index", settings=site)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert planted >= 400
    assert _listings(site) == planted
    assert second.stdout == ""


def test_two_at_once_agree_on_one_secret(site):
    processes = [
        subprocess.Popen(
            [sys.executable, "-P", "-m", "directory", "init"],
            env=environment_of(site),
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]

    errors = [process.communicate(timeout=120)[1] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], errors
    assert sorted(path.name for path in site.var.glob("secrets*")) == ["secrets"]

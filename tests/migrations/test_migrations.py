"""Every migration goes up and down, keeps rows, and together they make what the models say."""

import subprocess
import sys

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from directory.cli.migrations import bring_to_head, migration_app
from directory.config import ROOT
from directory.db import Base, alembic, begin_write, database, make_engine
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner

BOOKKEEPING = {"alembic_version"}


@pytest.fixture
def migrations(empty_database_url):
    """Inside it, `alembic` works on an empty database of the test's own."""
    app = migration_app(empty_database_url)
    with app.app_context():
        yield alembic
        engine = database.engine
    engine.dispose()


def _tables(url):
    engine = make_engine(url)
    names = set(inspect(engine).get_table_names()) - BOOKKEEPING
    engine.dispose()
    return names


def test_newest_migration_equals_the_models(migrations):
    migrations.upgrade()

    differences = migrations.compare_metadata()

    assert differences == []


def test_migrations_have_one_head(migrations):
    assert len(migrations.heads()) == 1


def test_going_up_makes_every_table_and_going_down_takes_all_away(migrations, empty_database_url):
    migrations.upgrade()
    assert _tables(empty_database_url) == set(Base.metadata.tables)

    migrations.downgrade("base")

    assert _tables(empty_database_url) == set()


def test_each_step_can_be_taken_back_and_taken_again(migrations, empty_database_url):
    for revision in reversed(migrations.log()):
        migrations.upgrade(revision.revision)
        migrations.downgrade(-1)
        migrations.upgrade(revision.revision)

    assert _tables(empty_database_url) == set(Base.metadata.tables)


def test_going_down_works_with_rows_in_every_table(migrations, empty_database_url):
    migrations.upgrade()
    _plant(empty_database_url)

    migrations.downgrade("base")

    assert _tables(empty_database_url) == set()


def test_a_migrated_database_keeps_its_rows(empty_database_url, tmp_path):
    bring_to_head(empty_database_url, tmp_path / "lock")
    planted = _plant(empty_database_url)

    changed = bring_to_head(empty_database_url, tmp_path / "lock")

    assert not changed
    assert _names(empty_database_url) == [planted]


def test_two_processes_that_migrate_at_once_do_not_meet(empty_database_url, tmp_path):
    program = (
        "import sys, pathlib; from directory.cli.migrations import bring_to_head;"
        "bring_to_head(sys.argv[1], pathlib.Path(sys.argv[2]))"
    )
    # A lock file each, as on two machines: only PostgreSQL can be shared that way.
    locks = [
        tmp_path / f"lock{n}" if "postgres" in empty_database_url else tmp_path / "lock"
        for n in (1, 2)
    ]

    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_database_url, lock],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        for lock in locks
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]

    assert [process.returncode for process in processes] == [0, 0], errors
    assert _tables(empty_database_url) == set(Base.metadata.tables)


def _plant(url):
    engine = make_engine(url)
    with Session(engine) as session:
        begin_write(session)
        name = make_practitioner(session, terms={"modality": ["gait_analysis"]}).name
        session.commit()
    engine.dispose()
    return name


def _names(url):
    engine = make_engine(url)
    with Session(engine) as session:
        names = list(session.scalars(select(Practitioner.name)))
    engine.dispose()
    return names

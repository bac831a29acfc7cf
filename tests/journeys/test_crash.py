"""Everything is killed at once in the middle of writes; what was acknowledged is there afterwards."""

from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner
from tests.running import RunningProgram, RunningSite, wait_until

ENOUGH = 150
"""Acknowledged writes before the crash."""

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite", "postgres")]


def _acknowledged(writer):
    """Newest version and name of each practitioner whose commit came back."""
    lines = writer.said().splitlines(keepends=True)
    facts = [line.rstrip("\n").split("\t") for line in lines if line.endswith("\n")]
    return {public_id: (int(version), name) for public_id, version, name in facts}


def _promises(session):
    session.rollback()
    return session.scalar(select(func.count(OutboxEntry.id)))


def _found_by_search(site):
    """Public ids and names of everybody, page by page, and how many there are."""
    found, page = {}, 1
    while True:
        status, answer = site.get(f"/api/v1/practitioners?per_page=50&page={page}")
        assert status == 200, answer
        found |= {card["id"]: card["name"] for card in answer["results"]}
        if page * 50 >= answer["total"]:
            return found, answer["total"]
        page += 1


def _is_sound(engine):
    if engine.dialect.name != "sqlite":
        return True  # PostgreSQL tells of a damaged page itself, as soon as it reads one
    with engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.fixture
def crashed(settings, tmp_path):
    """What was acknowledged before server, worker and writer were killed at one moment."""
    with RunningSite(settings, tmp_path / "before") as site:
        site.wait_until_up()
        program = ["-m", "tests.journeys.writer"]
        with RunningProgram(program, settings, tmp_path / "written") as writer:
            wait_until(
                lambda: len(_acknowledged(writer)) >= ENOUGH and "indexed" in site.said(),
                "not enough was written and indexed",
            )
            assert writer.process.poll() is None, "the writer ended before the crash"
            site.kill()
            writer.kill()
            return _acknowledged(writer)


def test_nothing_acknowledged_is_lost_or_damaged_and_the_index_catches_up(
    crashed, settings, engine, open_session, tmp_path
):
    assert _is_sound(engine)
    session = open_session()
    with RunningSite(settings, tmp_path / "after") as site:
        site.wait_until_up()

        wait_until(lambda: _promises(session) == 0, "the index does not catch up")

        rows = {
            str(row.public_id): (row.version, row.name)
            for row in session.scalars(select(Practitioner))
        }
        lost = {key for key, (version, _) in crashed.items() if rows.get(key, (0,))[0] < version}
        assert lost == set()
        found, total = _found_by_search(site)
        assert total == len(rows)
        assert found == {key: name for key, (_, name) in rows.items()}
        for _, name in list(rows.values())[:: len(rows) // 10]:
            _, answer = site.get(f"/api/v1/practitioners?q={quote(name)}")
            assert answer["results"][0]["name"] == name

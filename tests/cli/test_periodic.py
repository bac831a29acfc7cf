"""Once a minute the worker looks at the clock: waits end, drafts go, scores grow older."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.cli.periodic import EVERY, HOUR, Periodic
from directory.config import site_secret
from directory.db import begin_write, make_engine, utc_now
from directory.drafts.models import Draft
from directory.files.keeping import documents_folder
from directory.listings.confirming import asked_about
from directory.practitioners.models import Practitioner
from directory.vetting.models import Assessment, Standing
from tests.accounts.factories import KEYS
from tests.factories import make_practitioner
from tests.listings.still_true import LETTERS, mails, make_stale, token_of
from tests.vetting.factories import NOW, make_assessment, plant_assessments

WEEK = timedelta(days=7)


class Clock:
    """A time that stands still until it is told to go on."""

    def __init__(self):
        self.at = NOW

    def now(self):
        return self.at

    def seconds(self):
        return self.at.timestamp()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def periodic(engine, clock, tmp_path):
    return Periodic(
        engine, tmp_path, letters=LETTERS, keys=KEYS, now=clock.now, clock_s=clock.seconds
    )


@pytest.fixture
def waiting(session):
    """The public id of an assessment that waits for a week."""
    practitioner = make_practitioner(session)
    make_assessment(session, practitioner=practitioner)
    second = make_assessment(session, practitioner=practitioner)
    session.commit()
    return second.public_id


def _standing(session, public_id):
    session.rollback()
    statement = select(Assessment.standing).where(Assessment.public_id == public_id)
    return session.scalar(statement)


def test_a_wait_ends_when_its_time_has_come(periodic, clock, session, waiting):
    periodic.go()
    before = _standing(session, waiting)
    clock.at += WEEK

    periodic.go()

    assert (before, _standing(session, waiting)) == (Standing.WAITING, Standing.COUNTED)


@pytest.mark.databases("sqlite")
def test_the_clock_is_looked_at_once_a_minute(periodic, clock, session):
    periodic.go()
    begin_write(session)
    practitioner = make_practitioner(session)
    make_assessment(session, practitioner=practitioner, now=NOW - WEEK)
    second = make_assessment(session, practitioner=practitioner, now=NOW - timedelta(days=3))
    session.commit()
    clock.at += EVERY / 2

    periodic.go()
    too_soon = _standing(session, second.public_id)
    clock.at += EVERY / 2
    periodic.go()

    assert (too_soon, _standing(session, second.public_id)) == ("waiting", "counted")


@pytest.mark.databases("sqlite")
def test_drafts_that_ran_out_are_forgotten(periodic, session):
    practitioner = make_practitioner(session)
    for number, days in enumerate((-1, 1)):
        session.add(
            Draft(
                about=f"assess:{practitioner.id}",
                practitioner_id=practitioner.id,
                token_digest=str(number),
                content={},
                expires_at=NOW + timedelta(days=days),
            )
        )
    session.commit()

    periodic.go()

    session.rollback()
    assert [draft.token_digest for draft in session.scalars(select(Draft))] == ["1"]


@pytest.mark.databases("sqlite")
def test_scores_grow_older_with_the_month(periodic, clock, session):
    practitioner = make_practitioner(session)
    plant_assessments(session, practitioner, 4)
    session.commit()
    number, fresh = practitioner.id, practitioner.score
    periodic.go()
    same_month = _score(session, number)
    clock.at = datetime(2031, 5, 1, tzinfo=UTC)

    periodic.go()

    assert same_month == fresh
    assert _score(session, number) != fresh


@pytest.mark.databases("sqlite")
def test_owners_are_asked_at_most_once_an_hour(periodic, clock, session):
    make_stale(session)
    session.commit()
    periodic.go()
    first = _mails(session)
    begin_write(session)
    make_stale(session)
    session.commit()
    clock.at += HOUR / 2

    periodic.go()
    too_soon = _mails(session)
    clock.at += HOUR / 2
    periodic.go()

    assert (first, too_soon, _mails(session)) == (1, 1, 2)


@pytest.mark.databases("sqlite")
def test_stray_files_are_swept_once_an_hour(periodic, clock, tmp_path):
    folder = documents_folder(tmp_path)
    folder.mkdir(parents=True)
    periodic.go()
    stray = folder / "stray.pdf"
    stray.write_bytes(b"%PDF")
    os.utime(stray, (0, 0))
    clock.at += HOUR / 2

    periodic.go()
    too_soon = stray.exists()
    clock.at += HOUR / 2
    periodic.go()

    assert (too_soon, stray.exists()) == (True, False)


def test_the_clock_of_a_site_has_its_letters_and_keys(settings, engine, session):
    practitioner, _owner = make_stale(session)
    session.commit()

    Periodic.for_site(settings, engine).go()

    session.rollback()
    (mail,) = mails(session)
    assert f"{settings.public_url}/still-true/" in mail.text
    shown = asked_about(
        session, token=token_of(mail), keys=Keys(site_secret(settings)), now=utc_now()
    )
    assert shown.id == practitioner.id


@pytest.mark.databases("sqlite")
def test_trouble_with_the_database_waits_for_the_next_minute(tmp_path):
    nowhere = make_engine(f"sqlite:///{tmp_path / 'none.sqlite'}")

    Periodic(nowhere, tmp_path, letters=LETTERS, keys=KEYS).go()

    assert not (tmp_path / "var").exists()
    nowhere.dispose()


def _mails(session):
    session.rollback()
    return len(mails(session))


def _score(session, number):
    session.rollback()
    return session.scalar(select(Practitioner.score).where(Practitioner.id == number))

"""`directory rescore` on a site of the test's own."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from directory.cli.rescore import rescore
from directory.db import begin_write
from directory.practitioners.models import Practitioner
from directory.vetting.models import Tally
from tests.factories import make_noise, make_practitioner
from tests.running import environment_of
from tests.vetting.planted import plant_assessment

pytestmark = pytest.mark.databases("sqlite")  # unless a test says otherwise


@pytest.fixture
def run(settings):
    """Runs the command on the site and gives its result."""

    def run_one(*options):
        return CliRunner(env=environment_of(settings)).invoke(rescore, options)

    return run_one


@pytest.fixture
def assessed(session):
    """Somebody whom one member has assessed, among others."""
    practitioner = make_practitioner(session)
    plant_assessment(session, practitioner, "T1:yes T2:yes")
    make_noise(session)
    session.commit()
    return practitioner


def _spoil(session):
    begin_write(session)
    session.scalars(select(Tally)).first().asked_unproved += 2
    session.commit()


def test_scores_are_worked_out_and_the_second_time_found_right(run, assessed, read):
    first, second = run(), run()

    assert first.exit_code == second.exit_code == 0, first.output
    assert "1 of 4 scores changed; version chain-1." in first.output
    assert "0 of 4 scores changed" in second.output
    assert read.get(Practitioner, assessed.id).score > 50


def test_a_check_reports_wrong_sums_and_changes_nothing(run, assessed, session, read):
    _spoil(session)

    result = run("--check")

    assert result.exit_code == 1
    assert f"The sums of {assessed.public_id} are wrong." in result.output
    assert "1 practitioners with wrong sums." in result.output
    assert read.get(Practitioner, assessed.id).score is None


@pytest.mark.databases("sqlite", "postgres")
def test_a_recount_mends_and_then_works_out_the_scores(run, assessed, session):
    _spoil(session)

    mended, checked = run("--recount"), run("--check")

    assert mended.exit_code == 0
    assert f"The sums of {assessed.public_id} were wrong." in mended.output
    assert "1 of 4 scores changed" in mended.output
    assert checked.exit_code == 0
    assert "0 practitioners with wrong sums." in checked.output

"""Running sums are compared with the assessments, and mended on request."""

import pytest
from sqlalchemy import select

from directory.log.models import Event
from directory.vetting.models import Tally
from directory.vetting.rechecking import counted, recheck
from tests.factories import make_practitioner
from tests.vetting.planted import plant_assessment

pytestmark = pytest.mark.databases("sqlite")  # unless a test says otherwise


@pytest.fixture
def wrong_and_right(session):
    """Two assessed practitioners, the first with a sum that went astray, and one with nobody."""
    wrong, right = make_practitioner(session), make_practitioner(session)
    make_practitioner(session)
    plant_assessment(session, wrong, "T1:yes")
    plant_assessment(session, right, "T1:no")
    session.scalars(select(Tally).where(Tally.practitioner_id == wrong.id)).one().yes_unproved += 1
    session.commit()
    return wrong, right


@pytest.mark.parametrize("mend", [True, False])
def test_wrong_sums_are_found_and_mended_only_on_request(session, wrong_and_right, mend):
    steps = []

    found = recheck(session, steps.append, mend=mend)

    assert found == [str(wrong_and_right[0].public_id)]
    assert recheck(session, steps.append, mend=False) == ([] if mend else found)
    logged = session.scalars(select(Event.action).where(Event.action == "recounted")).all()
    assert len(logged) == mend
    assert steps == [1] * 4


@pytest.mark.databases("sqlite", "postgres")
def test_assessments_without_any_sum_are_looked_at_too(session):
    practitioner = make_practitioner(session)
    plant_assessment(session, practitioner, "T1:yes", tallied=False)
    session.commit()

    assert counted(session) == 1
    assert recheck(session, lambda _: None, mend=False) == [str(practitioner.public_id)]

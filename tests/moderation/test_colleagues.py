"""To whom a case can be handed."""

import pytest

from directory.cases import CaseKind
from directory.listings.models import FactReport, Revision, RevisionKind
from directory.moderation.colleagues import colleagues_for
from directory.moderation.service import may_decide
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import plant_claim
from tests.moderation.test_service import opened
from tests.vetting.plant import plant_assessment


@pytest.fixture
def asks(session):
    return make_account(session, "asks@runner.example", roles=["moderator"])


def test_they_are_active_staff_other_than_who_asks(session, asks):
    admin = make_account(session, "a@runner.example", roles=["admin"])
    moderator = make_account(session, "m@runner.example", roles=["moderator"])
    make_account(session, roles=["moderator"], active=False)
    make_account(session, roles=["owner"])
    case = opened(session, CaseKind.RECOMMENDATION)

    assert list(colleagues_for(session, case, asks)) == [admin, moderator]


def test_one_moderator_alone_has_none(session, asks):
    assert list(colleagues_for(session, opened(session, CaseKind.PATTERN), asks)) == []


def test_they_are_those_whom_no_interest_keeps(session, asks):
    listing = make_practitioner(session, email="Mails@runner.example ")
    staff = {
        name: make_account(session, f"{name}@runner.example", roles=["moderator"])
        for name in ("owns", "claims", "assessed", "mails", "wrote", "reported", "free")
    }
    plant_claim(session, listing, staff["claims"])
    session.add(Ownership(practitioner_id=listing.id, account_id=staff["owns"].id))
    plant_assessment(session, listing).member_id = staff["assessed"].id
    revision = Revision(
        practitioner_id=listing.id,
        author_id=staff["wrote"].id,
        kind=RevisionKind.EDIT,
        content={},
        changes={},
    )
    report = FactReport(
        practitioner_id=listing.id, field="phone", said="x", email="reported@runner.example"
    )
    session.add_all([revision, report])
    session.flush()

    for row, beside in ((revision, "reported"), (report, "wrote")):
        case = opened(session, CaseKind.REVISION, listing, subject=row.public_id)
        found = list(colleagues_for(session, case, asks))

        assert {one.email.partition("@")[0] for one in found} == {"free", beside}
        assert [one for one in staff.values() if may_decide(session, one, case) is None] == [
            one for one in staff.values() if one in found
        ]

"""Deciding what the guard saw, comments and proofs, on the moderators' pages."""

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.db import begin_write, utc_now
from directory.files.keeping import keep_file, proofs_folder
from directory.vetting.models import Assessment, Standing
from directory.vetting.proofs import attach_proof
from tests.files.test_checking import PAPER
from tests.moderation.cases import newest_case, owned_listing
from tests.moderation.worlds import a_comment
from tests.vetting.plant import plant_assessment
from tests.web.evidence import text_of
from tests.web.moderating import moderator_of, now_is, press

pytestmark = pytest.mark.databases("sqlite")


def path_of(case):
    return f"/moderation/{case.public_id}"


def a_burst(session):
    listing, _owner = owned_listing(session)
    rows = [plant_assessment(session, listing, standing=Standing.HELD) for _ in range(3)]
    case = Case(
        kind=CaseKind.BURST,
        subject_type="practitioner",
        subject_id=str(listing.public_id),
        practitioner_id=listing.id,
        details={
            "assessments": [str(row.public_id) for row in rows],
            "usual_in_14_days": 0.5,
            "all_linked": False,
        },
    )
    session.add(case)
    session.commit()
    return case, rows


def test_a_burst_is_shown_by_where_it_comes_from_and_let_through(session, client):
    case, rows = a_burst(session)
    moderator_of(session, client)

    page = text_of(client.get(path_of(case)))
    answer = press(client, case, "release", reason="They came after a race.")

    assert page.count("visit not proved") == 3
    assert "1 answer" in page
    assert "@example.org" not in page
    assert answer.status_code == 303
    assert {now_is(session, row).standing for row in rows} == {Standing.COUNTED}


def test_what_was_only_seen_is_noted(session, client):
    case, rows = a_burst(session)
    begin_write(session)
    listing = case.practitioner_id
    network = Case(
        kind=CaseKind.SHARED_NETWORK,
        subject_type="assessment",
        subject_id=str(rows[0].public_id),
        practitioner_id=listing,
        details={"assessments": [str(row.public_id) for row in rows]},
    )
    pattern = Case(
        kind=CaseKind.PATTERN,
        subject_type="assessment",
        subject_id=str(rows[0].public_id),
        practitioner_id=listing,
        details={"distance": 0.75, "together_with": [str(rows[1].public_id)]},
    )
    session.add_all([network, pattern])
    session.commit()
    moderator_of(session, client)

    pages = [text_of(client.get(path_of(one))) for one in (network, pattern)]
    answers = [press(client, one, "noted") for one in (network, pattern)]

    assert "came from one network" in pages[0]
    assert "lie 0.75 from those of the others" in pages[1]
    assert "1 other member has assessed the same" in pages[1]
    assert [one.status_code for one in answers] == [303, 303]


def test_a_comment_is_read_as_it_would_be_shown(session, client):
    case = a_comment(session)
    session.commit()
    row = session.scalars(select(Assessment).where(Assessment.comment.is_not(None))).one()
    moderator_of(session, client)

    page = text_of(client.get(path_of(case)))
    without = press(client, case, "refuse")
    answer = press(client, case, "show")

    assert row.comment in page
    assert "visit in" in page
    assert without.status_code == 400
    assert answer.status_code == 303
    assert now_is(session, row).comment_status == "shown"


def test_a_comment_that_was_taken_back_is_closed(session, client):
    case = a_comment(session)
    session.scalars(select(Assessment).where(Assessment.comment.is_not(None))).one().comment = None
    session.commit()
    moderator_of(session, client)

    page = text_of(client.get(path_of(case)))
    answer = press(client, case, "gone")

    assert "No comment waits there any more" in page
    assert answer.status_code == 303


def a_proof(session, var):
    """A member has sent a receipt."""
    listing, _owner = owned_listing(session)
    row = plant_assessment(session, listing, standing=Standing.WAITING)
    kept = keep_file(proofs_folder(var), PAPER)
    attach_proof(session, row, kept, now=utc_now())
    session.commit()
    return newest_case(session, CaseKind.PROOF), row, kept.path


def test_a_proof_is_looked_at_in_a_sandbox_and_deleted_with_the_decision(session, client, settings):
    case, row, path = a_proof(session, settings.var)
    moderator_of(session, client)

    page = client.get(path_of(case)).text
    shown = client.get(f"{path_of(case)}/file")
    answer = press(client, case, "accept")

    assert f"{path_of(case)}/file" in page
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert answer.status_code == 303
    assert now_is(session, row).proved
    assert not path.exists()
    assert client.get(f"{path_of(case)}/file").status_code == 404


def test_a_proof_without_its_file_can_be_refused_with_a_reason(session, client, settings):
    case, row, path = a_proof(session, settings.var)
    path.unlink()
    moderator_of(session, client)

    page = text_of(client.get(path_of(case)))
    answer = press(client, case, "refuse", reason="It cannot be read.")

    assert "The file is not there." in page
    assert answer.status_code == 303
    assert not now_is(session, row).proved


def test_an_assessment_that_is_gone_leaves_nothing_to_decide(session, client, settings):
    proof, _row, _path = a_proof(session, settings.var)
    comment = a_comment(session)
    for case in (proof, comment):
        case.subject_id = "00000000-0000-0000-0000-000000000000"
    session.commit()
    moderator_of(session, client)

    for case in (proof, comment):
        assert "its member took it back" in text_of(client.get(path_of(case)))
        assert press(client, case, "gone").status_code == 303

"""A moderator's decision moves what counts, closes its case, and is never taken twice."""

from functools import partial

import pytest
from sqlalchemy import delete, select

from directory.cases import CaseKind, open_case
from directory.cases.deciding import AlreadyDecided, ReasonMissing, queue
from directory.db import begin_write
from directory.files.keeping import keep_file, proofs_folder
from directory.log.models import Event
from directory.vetting.decisions import (
    NothingLeft,
    Verdict,
    accept_proof,
    decide_comment,
    note_case,
    refuse_proof,
    reject_burst,
    release_burst,
    set_aside,
)
from directory.vetting.models import Assessment, CommentStatus, Standing, Tally
from directory.vetting.proofs import attach_proof
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.vetting.plant import NOW, plant_assessment, tallies_hold

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

VERDICT = Verdict("moderator:a", "Looked at it.", NOW)


@pytest.fixture
def listing(session):
    made = make_practitioner(session)
    plant_assessment(session, made, answers={"T2": "no"})
    return made


@pytest.fixture
def held(session, listing):
    return [plant_assessment(session, listing, standing=Standing.HELD) for _ in range(3)]


@pytest.fixture
def burst(session, listing, held):
    return open_case(
        session,
        CaseKind.BURST,
        subject=("practitioner", str(listing.public_id)),
        practitioner_id=listing.id,
        details={"assessments": [str(row.public_id) for row in held]},
        actor="guard",
    )


def standings(session, rows):
    session.flush()
    return [row.standing for row in rows]


@BOTH
def test_a_released_burst_counts(session, listing, held, burst):
    before, members = listing.score, listing.score_members

    released = release_burst(session, burst, VERDICT)

    assert released == 3
    assert standings(session, held) == [Standing.COUNTED] * 3
    assert (listing.score > before, listing.score_members) == (True, members + 3)
    assert tallies_hold(session, listing)
    assert (burst.decision, queue(session)) == ("release", [])


def test_a_rejected_burst_never_counts(session, listing, held, burst):
    before = listing.score

    rejected = reject_burst(session, burst, VERDICT)

    assert rejected == 3
    assert standings(session, held) == [Standing.REJECTED] * 3
    assert listing.score == before
    assert tallies_hold(session, listing)


def test_what_was_withdrawn_meanwhile_stays_so(session, held, burst):
    held[0].standing = Standing.WITHDRAWN
    session.flush()

    assert release_burst(session, burst, VERDICT) == 2

    assert standings(session, held)[0] == Standing.WITHDRAWN


@BOTH
def test_a_burst_is_decided_once(session, held, burst):
    reject_burst(session, burst, VERDICT)

    for decide in (release_burst, reject_burst):
        with pytest.raises(AlreadyDecided, match="reject"):
            decide(session, burst, VERDICT)

    assert standings(session, held) == [Standing.REJECTED] * 3


def test_every_assessment_moved_has_one_row_in_the_log(session, held, burst):
    release_burst(session, burst, VERDICT)

    session.flush()
    rows = session.scalars(select(Event).where(Event.action == "released")).all()
    assert {row.subject_id for row in rows} == {str(row.public_id) for row in held}
    assert len(rows) == 3
    assert {row.actor for row in rows} == {VERDICT.actor}


@pytest.fixture
def folder(tmp_path):
    return proofs_folder(tmp_path / "var")


@pytest.fixture
def waiting(session, listing):
    return plant_assessment(session, listing, standing=Standing.WAITING, counts_from=NOW)


@pytest.fixture
def file(session, folder, waiting):
    kept = keep_file(folder, PAPER)
    attach_proof(session, waiting, kept, now=NOW)
    session.commit()
    begin_write(session)
    return kept.path


@BOTH
def test_a_proved_visit_counts_at_once_among_the_proved(session, listing, waiting, file, folder):
    accept_proof(session, queue(session)[0], VERDICT, folder=folder)

    session.flush()
    tally = session.get_one(Tally, (listing.id, "T2"))
    assert (waiting.standing, waiting.proved) == (Standing.COUNTED, True)
    assert (waiting.proof.accepted, waiting.proof.file_name) == (True, None)
    assert tally.yes_proved > 0
    assert tally.yes_unproved == 0
    assert tallies_hold(session, listing)
    assert file.exists()
    session.commit()
    assert not file.exists()


def test_a_counted_one_moves_from_unproved_to_proved(session, listing, folder):
    row = plant_assessment(session, listing)
    attach_proof(session, row, keep_file(folder, PAPER), now=NOW)
    session.flush()
    before = session.get_one(Tally, (listing.id, "T2"))
    unproved = before.yes_unproved

    accept_proof(session, queue(session)[0], VERDICT, folder=folder)

    session.flush()
    after = session.get_one(Tally, (listing.id, "T2"))
    assert (after.yes_proved, after.yes_unproved) == (unproved, 0)
    assert tallies_hold(session, listing)


def test_a_refused_proof_changes_nothing_but_its_file_goes(session, waiting, file, folder):
    refuse_proof(session, queue(session)[0], VERDICT, folder=folder)

    session.commit()
    assert (waiting.standing, waiting.proved) == (Standing.WAITING, False)
    assert (waiting.proof.accepted, waiting.proof.decided_at) == (False, NOW)
    assert not file.exists()


def test_after_a_refused_proof_a_better_one_may_come(session, waiting, file, folder):
    refuse_proof(session, queue(session)[0], VERDICT, folder=folder)
    attach_proof(session, waiting, keep_file(folder, PAPER), now=NOW)

    accept_proof(session, queue(session)[0], VERDICT, folder=folder)

    session.commit()
    assert waiting.proved
    assert list(folder.iterdir()) == []
    assert not file.exists()


@BOTH
def test_a_proof_is_decided_once(session, file, folder):
    case = queue(session)[0]
    accept_proof(session, case, VERDICT, folder=folder)
    session.commit()
    begin_write(session)

    with pytest.raises(NothingLeft):
        refuse_proof(session, case, VERDICT, folder=folder)

    assert case.decision == "accept"


def test_a_proof_of_a_withdrawn_assessment_is_set_aside(session, waiting, file, folder):
    waiting.standing = Standing.WITHDRAWN
    case = queue(session)[0]
    with pytest.raises(NothingLeft):
        accept_proof(session, case, VERDICT, folder=folder)

    set_aside(session, case, VERDICT)

    assert queue(session) == []
    assert file.exists()


def case_about(session, row, kind):
    return open_case(
        session,
        kind,
        subject=("assessment", str(row.public_id)),
        practitioner_id=row.practitioner_id,
        actor="member:x",
    )


@BOTH
@pytest.mark.parametrize(
    ("show", "status"), [(True, CommentStatus.SHOWN), (False, CommentStatus.REFUSED)]
)
def test_a_comment_is_shown_or_refused_with_its_case(session, listing, show, status):
    row = plant_assessment(session, listing, comment="Kind.", comment_status=CommentStatus.WAITING)
    case = case_about(session, row, CaseKind.COMMENT)

    decide_comment(session, case, VERDICT, show=show)

    assert (row.comment_status, queue(session)) == (status, [])
    with pytest.raises(AlreadyDecided):
        decide_comment(session, case, VERDICT, show=not show)


def test_a_comment_of_somebody_who_left_is_set_aside(session, listing):
    row = plant_assessment(session, listing, comment="Kind.")
    case = case_about(session, row, CaseKind.COMMENT)
    session.flush()
    session.execute(delete(Assessment).where(Assessment.id == row.id))

    with pytest.raises(NothingLeft):
        decide_comment(session, case, VERDICT, show=True)
    set_aside(session, case, VERDICT)

    assert case.decision == "gone"


def test_what_only_wants_to_be_seen_is_noted(session, listing):
    row = plant_assessment(session, listing)
    case = case_about(session, row, CaseKind.SHARED_NETWORK)

    note_case(session, case, VERDICT)

    assert (case.decision, row.standing) == ("noted", Standing.COUNTED)


def test_without_a_reason_nothing_is_decided(session, held, burst, file, folder):
    silent = Verdict("moderator:a", " ", NOW)
    proof = next(case for case in queue(session) if case.kind == CaseKind.PROOF)
    refused = [
        partial(release_burst, session, burst, silent),
        partial(reject_burst, session, burst, silent),
        partial(accept_proof, session, proof, silent, folder=folder),
        partial(refuse_proof, session, proof, silent, folder=folder),
    ]

    for decide in refused:
        with pytest.raises(ReasonMissing):
            decide()

    session.commit()
    assert standings(session, held) == [Standing.HELD] * 3
    assert file.exists()

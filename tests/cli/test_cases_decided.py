"""Each decision on the command line is carried out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.db import begin_write, utc_now
from directory.files.keeping import keep_file, proofs_folder
from directory.practitioners.hiding import hide
from directory.practitioners.models import Practitioner, Status
from directory.vetting.flag_watch import flags_of
from directory.vetting.models import Assessment, CommentStatus, FlagStatus, Standing
from directory.vetting.proofs import attach_proof
from tests.cli.waiting import Desk, flagged, now_is, opened, plant_listing, reported
from tests.files.test_checking import PAPER
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def desk(settings):
    return Desk(settings)


@pytest.fixture
def listing(session):
    return plant_listing(session)


def test_a_report_hides_the_listing_until_it_is_restored(session, listing, desk):
    case = reported(session, listing)

    assert desk.decide(case, "hide", "--by", "Kim").exit_code == 0

    assert now_is(session, listing).status == Status.HIDDEN
    assert now_is(session, case).decided_by == "moderator:Kim"
    assert "is shown" in desk.call("restore", "ada-alder").stdout
    assert now_is(session, listing).status == Status.PUBLISHED


def test_a_listing_hidden_for_more_stays_hidden(session, listing, desk):
    desk.decide(reported(session, listing), "hide")
    begin_write(session)
    hide(session, session.get_one(Practitioner, listing.id), "Asked for.", actor="a")
    session.commit()

    assert "Other reasons" in desk.call("restore", "ada-alder").stdout


def test_a_closed_report_leaves_the_listing(session, listing, desk):
    assert desk.decide(reported(session, listing), "close").exit_code == 0

    assert now_is(session, listing).status == Status.PUBLISHED


@pytest.mark.parametrize(
    ("decision", "standing"), [("release", Standing.COUNTED), ("reject", Standing.REJECTED)]
)
def test_a_burst_is_released_or_rejected(session, listing, desk, decision, standing):
    row = plant_assessment(session, listing, standing=Standing.HELD)
    case = opened(session, CaseKind.BURST, listing, assessments=[str(row.public_id)])

    result = desk.decide(case, decision)

    assert result.exit_code == 0, result.output
    assert now_is(session, row).standing == standing


@pytest.mark.parametrize(
    ("decision", "status"), [("show", CommentStatus.SHOWN), ("refuse", CommentStatus.REFUSED)]
)
def test_a_comment_is_read_and_decided(session, listing, desk, decision, status):
    row = plant_assessment(
        session, listing, comment="Kind.\x07", comment_status=CommentStatus.WAITING
    )
    case = opened(session, CaseKind.COMMENT, listing, row)
    shown = desk.call("show", case.id).stdout
    assert "Edits: 0" in shown
    assert "Comment: Kind.\n" in shown

    changed = desk.decide(case, decision, "--seen", 3)
    result = desk.decide(case, decision, "--seen", 0)

    assert (changed.exit_code, result.exit_code) == (1, 0)
    assert now_is(session, row).comment_status == status


@pytest.mark.parametrize(("decision", "proved"), [("accept", True), ("refuse", False)])
def test_a_proof_is_looked_at_and_decided(session, settings, listing, desk, decision, proved):
    row = plant_assessment(session, listing, standing=Standing.WAITING, counts_from=NOW)
    file = keep_file(proofs_folder(settings.var), PAPER)
    attach_proof(session, row, file, now=NOW)
    session.commit()
    case = session.scalars(select(Case)).one()
    assert f"File: {file.path}" in desk.call("show", case.id).stdout

    result = desk.decide(case, decision)

    assert result.exit_code == 0, result.output
    assert now_is(session, row).proved is proved
    assert not file.path.exists()


def test_what_was_taken_back_is_put_aside(session, listing, desk):
    row = plant_assessment(session, listing)
    case = opened(session, CaseKind.PROOF, listing, row)
    begin_write(session)
    session.delete(session.get_one(Assessment, row.id))
    session.commit()
    assert "not there any more" in desk.call("show", case.id).stdout
    assert desk.decide(case, "accept").exit_code == 1

    result = desk.decide(case, "gone")

    assert result.exit_code == 0, result.output
    assert now_is(session, case).status == CaseStatus.DECIDED


def test_a_red_flag_goes_from_asking_to_a_cap_to_an_appeal(session, listing, desk):
    case = flagged(session, listing)
    first = utc_now().date() - timedelta(days=30)
    assert "Ask the practitioner" in desk.decide(case, "cap").stderr
    assert desk.decide(case, "attempt", "--on", first, reason="Letter").exit_code == 0
    assert desk.decide(case, "attempt", reason="Mail").exit_code == 0
    assert desk.decide(case, "reply", reason="I look at hips too.").exit_code == 0
    shown = desk.call("show", case.id).stdout
    assert "Red flag: open, reported by 2 of 3" in shown
    assert f"Asked on {first}: Letter" in shown
    assert ": I look at hips too." in shown

    capped = desk.decide(case, "cap", "--by", "Kim")

    assert capped.exit_code == 0, capped.output
    assert now_is(session, listing).score_cap == 40
    assert "is lifted." in desk.decide(case, "lift", "--by", "Sam").stdout
    assert now_is(session, listing).score_cap is None


def test_a_red_flag_can_be_put_aside(session, listing, desk):
    case = flagged(session, listing)

    assert desk.decide(case, "clear").exit_code == 0

    flag = flags_of(session, now_is(session, listing).id)[0]
    assert flag.status == FlagStatus.CLEARED
    assert "is cleared" in desk.decide(case, "reply").stderr


def test_a_cap_lifted_by_who_set_it_is_told(session, listing, desk):
    case = flagged(session, listing)
    for days in (30, 1):
        desk.decide(case, "attempt", "--on", utc_now().date() - timedelta(days=days))
    desk.decide(case, "cap", "--by", "Kim")

    assert "by who had capped it" in desk.decide(case, "lift", "--by", "Kim").stdout


def test_a_cap_is_kept_where_its_reports_fell_away(session, listing, desk):
    case = flagged(session, listing)
    assert "there is no cap to keep" in desk.decide(case, "keep").stderr
    for days in (30, 1):
        desk.decide(case, "attempt", "--on", utc_now().date() - timedelta(days=days))
    desk.decide(case, "cap")
    flag = flags_of(session, now_is(session, listing).id)[0]
    begin_write(session)
    waiting = open_case(
        session,
        CaseKind.RED_FLAG,
        subject=("red_flag", str(flag.public_id)),
        practitioner_id=listing.id,
        actor="watch",
    )
    session.commit()

    result = desk.decide(waiting, "keep")

    assert result.exit_code == 0, result.output
    assert now_is(session, waiting).status == CaseStatus.DECIDED
    assert now_is(session, listing).score_cap == 40


def test_a_veto_hides_and_its_lift_shows(session, listing, desk):
    assert desk.call("veto", "ada-alder", "--reason", "It lapsed.").exit_code == 0
    assert now_is(session, listing).status == Status.HIDDEN
    assert now_is(session, listing).score is None
    assert desk.call("veto", "ada-alder", "--reason", "It lapsed.").exit_code == 1
    case = session.scalars(select(Case)).one()

    result = desk.decide(case, "lift")

    assert "shown again" in result.stdout
    assert now_is(session, listing).score is not None


def test_a_flag_whose_listing_is_gone_has_gone_too(session, listing, desk):
    case = opened(session, CaseKind.RED_FLAG, listing)
    begin_write(session)
    session.get_one(Case, case.id).subject_id = "00000000-0000-0000-0000-000000000000"
    session.commit()

    assert "not there any more" in desk.decide(case, "clear").stderr

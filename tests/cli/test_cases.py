"""`directory cases` shows what waits and decides it, once."""

from datetime import timedelta

import pytest

from directory.cases import Case, CaseKind, CaseStatus
from directory.cases.holding import hold
from directory.db import begin_write, utc_now
from tests.cli.waiting import TEXT, Desk, now_is, opened, plant_listing, reported
from tests.moderation.cases import a_claim

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def desk(settings):
    return Desk(settings)


@pytest.fixture
def listing(session):
    return plant_listing(session)


def test_private_reports_stand_on_top_then_the_oldest(session, listing, desk):
    young = opened(session, CaseKind.PATTERN, listing, days_ago=1)
    old = opened(session, CaseKind.BURST, listing, days_ago=12)
    report = reported(session, listing)

    result = desk.call("list")

    lines = result.stdout.splitlines()
    assert [int(line.split()[0]) for line in lines[:3]] == [report.id, old.id, young.id]
    assert "12 d" in lines[1]
    assert "ada-alder" in lines[0]
    assert lines[3] == "3 waiting."


def test_an_empty_queue_says_so(desk):
    assert desk.call("list").stdout == "Nothing waits.\n"


def test_a_report_is_shown_without_signs_that_move_the_cursor(session, listing, desk):
    case = reported(session, listing)

    told = desk.call("show", case.id).stdout

    assert f"text: {TEXT}[2J" in told
    assert "contact: 555 0100" in told
    assert "Decisions: hide, close" in told


def test_whoever_comes_second_is_told_who_was_first(session, listing, desk):
    case = opened(session, CaseKind.PATTERN, listing)
    assert desk.decide(case, "noted", "--by", "Kim").exit_code == 0

    second = desk.decide(case, "noted")

    assert second.exit_code == 1
    assert "moderator:Kim decided it on" in second.stderr
    shown = desk.call("show", case.id).stdout
    assert "moderator:Kim decided it on" in shown
    assert "Reason: Looked at it." in shown


@pytest.mark.parametrize(
    "words",
    [
        ("show", 99), ("decide", 99, "noted", "--reason", "x"), ("veto", "nobody", "--reason", "x"),
        ("restore", "nobody"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named(desk, words):
    result = desk.call(*words)

    assert result.exit_code == 1
    assert "There is no such" in result.stderr


def test_a_decision_that_does_not_fit_names_those_that_do(session, listing, desk):
    case = opened(session, CaseKind.BURST, listing)

    assert "release, reject" in desk.decide(case, "noted").stderr
    assert desk.decide(case, "release", reason=" ").exit_code == 1
    assert now_is(session, case).status == CaseStatus.OPEN


@pytest.mark.parametrize(("hours", "age"), [(50, "2 d"), (5, "5 h"), (0, "1 min")])
def test_ages_are_short(session, listing, desk, hours, age):
    case = opened(session, CaseKind.PATTERN, listing)
    begin_write(session)
    row = session.get_one(Case, case.id)
    row.opened_at = utc_now() - timedelta(hours=hours, seconds=70)
    session.commit()

    assert f" {age} " in desk.call("list").stdout


def test_what_owners_sent_names_its_page_and_is_decided_by_command_too(session, desk):
    case = a_claim(session)
    session.commit()
    assert f"/moderation/{case.public_id}\n" in desk.call("show", case.id).stdout

    result = desk.decide(case, "approve", "--by", "Kim")

    assert result.stdout == "They speak for the listing now.\n"
    assert now_is(session, case).decided_by == "moderator:Kim"


def test_who_holds_a_case_is_told_and_only_a_named_moderator_waits_for_them(session, listing, desk):
    case = opened(session, CaseKind.PATTERN, listing)
    assert "Held" not in desk.call("show", case.id).stdout
    begin_write(session)
    hold(session, case, actor="moderator:ada", now=utc_now())
    case.handed_to, case.note = "moderator:ben", "Read the reports.\x1b[2J"
    session.commit()

    told = desk.call("show", case.id).stdout

    assert "Held: by moderator:ada, until" in told
    assert "Handed to: moderator:ben" in told
    assert "Note: Read the reports.[2J" in told
    by_name = desk.decide(case, "noted", "--by", "Kim")
    assert by_name.exit_code == 1
    assert "moderator:ada holds it until" in by_name.stderr
    assert desk.decide(case, "noted").exit_code == 0

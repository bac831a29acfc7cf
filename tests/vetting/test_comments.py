"""Comments are shown once a moderator has read them, without a trace of who wrote them when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from directory.log.models import Event
from directory.vetting.comments import (
    CommentDecided,
    Part,
    Season,
    ShownComment,
    comment_text,
    refuse_comment,
    season_of,
    show_comment,
    shown_comments,
)
from directory.vetting.content import COMMENT_LENGTH
from directory.vetting.models import AssessmentRevision, CommentStatus, Standing
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

MODERATOR = "moderator:a"


@pytest.fixture
def listing(session):
    made = make_practitioner(session)
    plant(session, make_practitioner(session), "About somebody else", CommentStatus.SHOWN)
    return made


def plant(session, listing, comment="Kind, and thorough.", status=CommentStatus.WAITING, **more):
    columns = {"comment": comment, "comment_status": status} | more
    return plant_assessment(session, listing, **columns)


@BOTH
def test_a_comment_shows_after_a_moderator_has_read_it(session, listing):
    row = plant(session, listing)
    assert shown_comments(session, listing.id) == []

    show_comment(session, row, actor=MODERATOR)

    session.flush()
    event = session.scalars(select(Event).where(Event.action == "comment shown")).one()
    expected = ShownComment("Kind, and thorough.", Season(2026, Part.MID))
    assert shown_comments(session, listing.id) == [expected]
    assert "Kind" not in f"{event.before}{event.after}"


def test_a_refused_comment_never_shows(session, listing):
    row = plant(session, listing)

    refuse_comment(session, row, actor=MODERATOR)

    session.flush()
    assert row.comment_status == CommentStatus.REFUSED
    assert shown_comments(session, listing.id) == []


@pytest.mark.parametrize("standing", [each for each in Standing if each != Standing.COUNTED])
def test_a_comment_whose_assessment_does_not_count_is_not_shown(session, listing, standing):
    plant(session, listing, status=CommentStatus.SHOWN, standing=standing)

    assert shown_comments(session, listing.id) == []


def test_what_was_changed_since_it_was_read_is_not_shown_unread(session, listing):
    row = plant(session, listing)
    row.revisions.append(AssessmentRevision(content={}, replaced_at=NOW))

    with pytest.raises(CommentDecided):
        show_comment(session, row, actor=MODERATOR, edits_seen=0)
    show_comment(session, row, actor=MODERATOR, edits_seen=1)

    assert row.comment_status == CommentStatus.SHOWN


def test_a_comment_is_decided_once(session, listing):
    row = plant(session, listing)
    show_comment(session, row, actor=MODERATOR)

    for decide in (show_comment, refuse_comment):
        with pytest.raises(CommentDecided):
            decide(session, row, actor=MODERATOR)
    with pytest.raises(CommentDecided):
        show_comment(session, plant(session, listing, None, None), actor=MODERATOR)


@BOTH
def test_the_newest_season_comes_first_and_arrival_does_not_show(session, listing):
    shown = {"status": CommentStatus.SHOWN}
    old = plant(session, listing, "old", visit_month=date(2025, 12, 1), **shown)
    rows = [plant(session, listing, f"{n}", visit_month=date(2026, 5, 1), **shown) for n in "abc"]
    plant(session, listing, "early", visit_month=date(2026, 1, 1), **shown)

    texts = [comment.text for comment in shown_comments(session, listing.id)]

    by_chance = sorted(rows, key=lambda row: row.public_id.hex)
    assert texts == [*(row.comment for row in by_chance), "early", old.comment]


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_season_tells_four_months_at_least(day):
    season = season_of(day)

    assert season.year == day.year
    assert sum(season_of(date(day.year, month, 1)) == season for month in range(1, 13)) == 4


@pytest.mark.parametrize(("month", "part"), [(4, Part.EARLY), (5, Part.MID), (9, Part.LATE)])
def test_a_year_has_an_early_a_mid_and_a_late_part(month, part):
    assert season_of(date(2026, month, 28)) == Season(2026, part)


def test_comments_are_plain_and_end():
    assert comment_text("<b>Good</b>\u202e!") == "Good!"
    assert len(comment_text("x" * 5 * COMMENT_LENGTH)) == COMMENT_LENGTH

"""Deciding what members and visitors report, on the moderators' pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.db import begin_write, utc_now
from directory.outbox import INDEX
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Practitioner, Status
from directory.vetting.appealing import ask_appeal
from directory.vetting.flag_watch import look_again
from directory.vetting.flags import flags_of
from directory.vetting.models import FlagStatus
from directory.vetting.reports import REASON, Report, report_privately
from tests.accounts.factories import make_account
from tests.moderation.cases import newest_case, owned_listing
from tests.moderation.worlds import a_comment, a_report
from tests.vetting.plant import plant_assessment
from tests.web.evidence import text_of
from tests.web.moderating import moderator_of, now_is, press, press_unseen
from tests.web.visits import form_token

pytestmark = pytest.mark.databases("sqlite")

WORDS = "They went on when I said stop."


def path_of(case):
    return f"/moderation/{case.public_id}"


def a_red_flag(session, *, days_ago=30, asked=(), **columns):
    """Three of four members reported R1, and the practitioner was asked so many days ago."""
    listing, owner = owned_listing(session, **columns)
    month = utc_now().date().replace(day=1)
    for flags in (["R1"], ["R1"], ["R1"], []):
        plant_assessment(session, listing, flags=flags, visit_month=month)
    look_again(session, listing, utc_now() - timedelta(days=days_ago))
    (flag,) = flags_of(session, listing.id)
    days = [(utc_now() - timedelta(days=ago)).date() for ago in asked]
    flag.attempts = [{"on": day.isoformat(), "how": "A letter"} for day in days]
    session.commit()
    return newest_case(session, CaseKind.RED_FLAG), flag, listing, owner


def mails(session):
    session.rollback()
    return session.scalars(select(Mail).order_by(Mail.id)).all()


def test_a_private_report_lies_before_a_moderator_with_all_that_is_needed(session, client):
    case = a_report(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    report_privately(session, listing, Report("It happened to me as well, in May.", "555 0100"))
    moderator_of(session, client)

    words = text_of(client.get(path_of(case)))

    assert WORDS in words
    assert "licensing board" in words
    assert "Other private reports about this listing" in words
    assert "It happened to me as well" in words


def test_a_listing_is_hidden_from_the_queue_with_one_press(session, client):
    case = a_report(session)
    moderator_of(session, client)
    page = client.get("/moderation").text

    answer = press_unseen(client, case, "hide", reason="Hidden while we look into it.")

    assert f'form="hide-{case.public_id}"' in page
    assert f'<form id="hide-{case.public_id}" action="/moderation/{case.public_id}"' in page
    assert answer.status_code == 303
    listing = now_is(session, session.get(Practitioner, case.practitioner_id))
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, REASON)
    assert "Decided" in text_of(client.get("/moderation"))


def test_what_was_hidden_is_shown_again_with_a_reason(session, client):
    case = a_report(session)
    moderator_of(session, client)
    press(client, case, "hide", reason="Hidden while we look into it.")

    refused = press_unseen(client, case, "restore")
    answer = press_unseen(client, case, "restore", reason="The board found nothing.")

    assert refused.status_code == 400
    assert answer.headers["Location"] == path_of(case)
    listing = now_is(session, session.get(Practitioner, case.practitioner_id))
    assert listing.status == Status.PUBLISHED
    page = text_of(client.get(path_of(case)))
    assert "That is noted." in page
    assert "The board found nothing." in page
    assert press_unseen(client, case, "restore", reason="Once more.").status_code == 409


def test_a_red_flag_is_shown_with_its_numbers_and_cannot_be_capped_early(session, client):
    case, flag, _listing, _owner = a_red_flag(session, asked=(5, 3))
    moderator_of(session, client)

    page = client.get(path_of(case))
    answer = press(client, case, "cap", reason="Enough say so.")

    words = text_of(page)
    assert "3 of 4 who answered" in words
    assert "3.00; it takes 1.8" in words
    assert "75 %; it takes one in three" in words
    ready = (utc_now() + timedelta(days=16)).date()
    assert f"{ready.day}" in words.partition("can be capped from")[2][:20]
    assert 'value="cap"' not in page.text
    assert answer.status_code == 400
    assert now_is(session, flag).status == FlagStatus.OPEN


def test_a_cap_follows_attempts_and_a_reply_to_the_letter(session, client):
    case, flag, listing, owner = a_red_flag(session, asked=(25,))
    moderator_of(session, client)
    before = listing.score

    assert "What the page would say" in text_of(client.get(path_of(case)))
    day = (utc_now() - timedelta(days=3)).date().isoformat()
    assert press(client, case, "attempt", on=day, reason="A call").status_code == 303
    assert press(client, case, "reply", reason="We look at the whole chain.").status_code == 303
    preview = text_of(client.get(path_of(case)))
    answer = press(client, case, "cap", reason="Enough say so.")

    assert "Capped at 40: 3 of 4 members reported that only the sore place" in preview
    assert "and answered below" in preview
    assert "confirmed" not in preview.casefold()
    assert answer.status_code == 303
    row = now_is(session, listing)
    assert now_is(session, flag).status == FlagStatus.CAPPED
    assert (row.score_cap, row.score <= 40 < before) == (40, True)
    assert [mail.recipient for mail in mails(session)] == [owner.email]
    promised = session.scalars(select(OutboxEntry.key).where(OutboxEntry.topic == INDEX)).all()
    assert str(row.public_id) in promised


def test_asking_by_mail_documents_itself(session, client):
    case, flag, _listing, owner = a_red_flag(session)
    moderator_of(session, client)

    answer = press(client, case, "mail")

    assert answer.headers["Location"] == path_of(case)
    assert [one["how"] for one in now_is(session, flag).attempts] == ["Mail from the site"]
    (mail,) = mails(session)
    assert mail.recipient == owner.email
    assert "We do not say that this is true" in mail.text
    assert "The site has written to them today." in text_of(client.get(path_of(case)))
    assert press_unseen(client, case, "mail").status_code == 409
    assert len(mails(session)) == 1


def test_what_is_missing_in_an_attempt_is_told_and_nothing_typed_is_lost(session, client):
    case, flag, _listing, _owner = a_red_flag(session)
    moderator_of(session, client)
    early = (utc_now() - timedelta(days=90)).date().isoformat()

    for sent in (
        {"reason": ""},
        {"reason": "A call", "on": "yesterday"},
        {"reason": "A call", "on": early},
        {"reason": "x\0" * 900, "on": "2026-13-01"},
    ):
        answer = press(client, case, "attempt", **sent)

        assert answer.status_code in {400, 409}
        assert "Nothing was done" in text_of(answer)
    assert now_is(session, flag).attempts == []
    assert press(client, case, "mail", seen="\0").status_code == 303


def test_an_appeal_is_heard_with_what_was_decided_and_lifts_the_cap(session, client):
    case, flag, listing, owner = a_red_flag(session, asked=(30, 25))
    moderator_of(session, client)
    press(client, case, "cap", reason="Enough say so.")
    begin_write(session)
    appeal = appeal_of(session, listing, owner)
    session.commit()
    make_account(session, roles=["moderator"])
    session.commit()
    own = press(client, appeal, "lift", reason="They changed it.")
    moderator_of(session, client)

    page = text_of(client.get(path_of(appeal)))
    answer = press(client, appeal, "lift", reason="They changed it.")

    assert own.status_code == 409
    assert "Another moderator hears the appeal" in text_of(own)
    assert "We have changed how we work." in page
    assert "Enough say so." in page
    assert answer.status_code == 303
    assert now_is(session, flag).status == FlagStatus.CLEARED
    assert now_is(session, listing).score_cap is None
    assert now_is(session, appeal).decision == "lift"
    assert "They changed it." in mails(session)[-1].text
    assert session.query(Case).filter_by(status=CaseStatus.OPEN).count() == 0


def appeal_of(session, listing, owner, code="R1"):
    actor = f"owner:{owner.public_id}"
    text = "We have changed how we work."
    return ask_appeal(session, practitioner=listing, actor=actor, code=code, text=text)


def test_with_one_moderator_an_appeal_is_turned_down_all_the_same(session, client):
    case, flag, listing, owner = a_red_flag(session, asked=(30, 25))
    moderator_of(session, client)
    press(client, case, "cap", reason="Enough say so.")
    begin_write(session)
    appeal = appeal_of(session, listing, owner)
    session.commit()

    answer = press(client, appeal, "uphold", reason="It says nothing of the chain.")

    assert answer.status_code == 303
    assert now_is(session, flag).status == FlagStatus.CAPPED
    assert "It says nothing of the chain." in mails(session)[-1].text


def test_a_cap_that_nobody_appeals_can_be_lifted_from_its_case(session, client):
    case, flag, _listing, _owner = a_red_flag(session, asked=(30, 25))
    moderator_of(session, client)
    press(client, case, "cap", reason="Enough say so.")

    page = text_of(client.get(path_of(case)))
    without = press_unseen(client, case, "lift")
    answer = press_unseen(client, case, "lift", reason="It was about somebody else.")

    assert "Why it can be lifted" in page
    assert (without.status_code, answer.status_code) == (400, 303)
    assert now_is(session, flag).status == FlagStatus.CLEARED


def test_any_listing_can_be_hidden_for_its_licence_and_that_can_be_lifted(session, client):
    listing, owner = owned_listing(session, slug="ada-alder")
    plant_assessment(session, listing)
    moderator_of(session, client)
    path = "/moderation/listings/ada-alder/veto"

    assert "Hide for the licence" in text_of(client.get(path))
    assert sent(client, path, "veto", "").status_code == 400
    assert sent(client, path, "veto", "It lapsed in May.").status_code == 303
    hidden = now_is(session, listing).status
    case = newest_case(session, CaseKind.RED_FLAG)
    assert "The listing is hidden for it." in text_of(client.get(path_of(case)))
    assert sent(client, path, "veto", "Again.").status_code == 409
    assert sent(client, path, "lift", "It holds again.").status_code == 303

    assert hidden == Status.HIDDEN
    assert now_is(session, listing).status == Status.PUBLISHED
    assert [mail.recipient for mail in mails(session)] == [owner.email] * 2
    assert client.get("/moderation/listings/nobody/veto").status_code == 404


def sent(client, path, decision, reason):
    data = {"csrf_token": form_token(client), "decision": decision, "reason": reason}
    return client.post(path, data=data)


def test_who_has_an_interest_reads_and_decides_nothing(session, client):
    cases = [a_report(session), a_comment(session), a_red_flag(session)[0]]
    moderator = moderator_of(session, client)
    for case in cases:
        begin_write(session)
        listing = session.get_one(Practitioner, case.practitioner_id)
        listing.email = moderator.email
        session.commit()

        page = client.get(path_of(case))
        answer = press_unseen(client, case, case_decision(case), reason="Mine.")

        assert "Not for you" in text_of(page)
        assert "<blockquote" not in page.text
        assert answer.status_code == 403
        assert now_is(session, case).status == CaseStatus.OPEN
    path = f"/moderation/listings/{listing.slug}/veto"
    assert "Not for you" in text_of(client.get(path))
    assert sent(client, path, "veto", "Mine.").status_code == 403


def case_decision(case):
    return {"private_report": "hide", "comment": "show", "red_flag": "clear"}[case.kind]

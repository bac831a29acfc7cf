"""A world for each decision that can be taken back, with the case that waits in it, for tests."""

from dataclasses import replace
from datetime import timedelta

from directory.cases import CaseKind, open_case
from directory.listings.content import LicenceContent
from directory.listings.merging.doubles import open_pair
from directory.listings.start import start_of
from directory.practitioners.models import Practitioner
from directory.vetting.appealing import ask_appeal
from directory.vetting.flag_watch import look_again
from directory.vetting.flags import cap, flags_of, record_attempt
from directory.vetting.models import CommentStatus, Standing
from directory.vetting.reports import Report, report_privately
from directory.vetting.veto import veto
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_noise, make_practitioner
from tests.interchange.contradicted import a_closed_number, a_difference
from tests.listings.factories import make_owned, make_place
from tests.listings.merged_worlds import plant_world
from tests.moderation.cases import (
    a_claim,
    a_fact_report,
    a_live_edit,
    a_recommendation,
    a_removal,
    a_reply,
    a_submission,
    edit,
    newest_case,
    owned_listing,
)
from tests.vetting.plant import NOW, plant_assessment

FIRST_ASKED = NOW.date() - timedelta(days=21)


def a_whole_edit(session):
    """An owner changes nearly everything: name, places, licence, claims, sentences."""
    listing, owner = make_owned(
        session, places=(make_place(), make_place(key="new-2", city="Vail"))
    )
    standing = start_of(session, listing)
    edit(
        session,
        listing,
        owner,
        name="Ada Renamed",
        bio="",
        languages=("es",),
        claims={"T2": "We agree on a limit for pain."},
        links={},
        licences=(LicenceContent(title="Chiropractor"),),
        places=(
            replace(standing.places[1], phone=None, payers=("cigna",)),
            make_place(key="new-1", city="Aspen"),
        ),
    )
    return newest_case(session, CaseKind.REVISION)


def a_report(session):
    """Somebody felt that something was wrong."""
    ensure_writing(session)
    listing = make_practitioner(session)
    make_noise(session)
    return report_privately(session, listing, Report("They went on when I said stop."))


def a_red_flag(session, *, asked=True):
    """Members report one, and the practitioner was asked twice."""
    listing, _owner = owned_listing(session)
    for flags in (["R1"], ["R1"], ["R1"], []):
        plant_assessment(session, listing, flags=flags)
    look_again(session, listing, NOW - timedelta(days=30))
    flag = flags_of(session, listing.id)[0]
    flag.opened_at = NOW - timedelta(days=60)
    for day in (FIRST_ASKED, NOW.date()) if asked else ():
        record_attempt(session, flag, day, "A letter", actor="moderator:a", today=NOW.date())
    return newest_case(session, CaseKind.RED_FLAG)


def a_cap(session):
    """A score that a moderator has capped; the decided case."""
    case = a_red_flag(session)
    flag = flags_of(session, case.practitioner_id)[0]
    cap(session, flag, actor="moderator:a", reason="Four of four say so.", now=NOW)
    return case


def a_cap_in_doubt(session):
    """A capped score whose reports fell away."""
    case = a_cap(session)
    flag = flags_of(session, case.practitioner_id)[0]
    return open_case(
        session,
        CaseKind.RED_FLAG,
        subject=("red_flag", str(flag.public_id)),
        practitioner_id=case.practitioner_id,
        details={"code": "R1", "reported": 3, "answered": 4, "fell_away": True},
        actor="test",
    )


def an_appeal(session, planted=a_cap):
    """An owner appeals against a cap, or a veto."""
    listing = session.get_one(Practitioner, planted(session).practitioner_id)
    code = flags_of(session, listing.id)[0].code
    text = "We have changed how we work in this point."
    return ask_appeal(session, practitioner=listing, actor="owner:a", code=code, text=text)


def an_appeal_in_doubt(session):
    """An owner appeals against a cap whose reports fell away."""
    return an_appeal(session, a_cap_in_doubt)


def a_veto(session):
    """A listing hidden since a licence lapsed."""
    listing, _owner = owned_listing(session)
    plant_assessment(session, listing)
    veto(session, listing, actor="moderator:a", reason="It lapsed.", now=NOW)
    return newest_case(session, CaseKind.RED_FLAG)


def a_burst(session):
    """Held assessments, two of them of one household, that report a red flag if they count."""
    ensure_writing(session)
    listing = make_practitioner(session)
    plant_assessment(session, listing, answers={"T2": "no"})
    first = plant_assessment(session, listing, standing=Standing.HELD, flags=["R1"])
    held = [
        first,
        plant_assessment(session, listing, standing=Standing.HELD, flags=["R1"]),
        plant_assessment(session, listing, standing=Standing.HELD, group=first),
        plant_assessment(session, listing, standing=Standing.HELD, flags=["R1"]),
    ]
    return open_case(
        session,
        CaseKind.BURST,
        subject=("practitioner", str(listing.public_id)),
        practitioner_id=listing.id,
        details={"assessments": [str(row.public_id) for row in held]},
        actor="guard",
    )


def about_an_assessment(kind):
    """A case of a kind about an assessment with a comment."""

    def plant(session):
        ensure_writing(session)
        listing = make_practitioner(session)
        row = plant_assessment(
            session, listing, comment="They watched me run.", comment_status=CommentStatus.WAITING
        )
        return open_case(
            session,
            kind,
            subject=("assessment", str(row.public_id)),
            practitioner_id=listing.id,
            actor="test",
        )

    return plant


def a_claim_with_others(session):
    """A claim on a listing that has been assessed, by somebody who has not."""
    case = a_claim(session)
    make_account(session)
    return case


a_comment = about_an_assessment(CaseKind.COMMENT)


def two_of_one(session):
    """Two listings that may be one person's."""
    ensure_writing(session)
    one, other = plant_world(session, 3)
    return open_pair(session, one, other, actor="visitor")


WORLDS = {
    ("import_difference", "keep"): a_difference,
    ("import_difference", "take"): a_difference,
    ("import_difference", "show"): a_closed_number,
    ("duplicate", "merge"): two_of_one,
    ("duplicate", "apart"): two_of_one,
    ("submission", "publish"): a_submission,
    ("submission", "return"): a_submission,
    ("submission", "refuse"): a_submission,
    ("revision", "publish"): a_whole_edit,
    ("revision", "return"): a_whole_edit,
    ("revision", "keep"): a_live_edit,
    ("revision", "undo"): a_live_edit,
    ("claim", "approve"): a_claim_with_others,
    ("claim", "refuse"): a_claim_with_others,
    ("reply", "show"): a_reply,
    ("reply", "refuse"): a_reply,
    ("fact_report", "accept"): a_fact_report,
    ("fact_report", "clear"): a_fact_report,
    ("fact_report", "dismiss"): a_fact_report,
    ("recommendation", "decline"): a_recommendation,
    ("removal", "refuse"): a_removal,
    ("private_report", "hide"): a_report,
    ("private_report", "close"): a_report,
    ("red_flag", "cap"): a_red_flag,
    ("red_flag", "clear"): a_red_flag,
    ("red_flag", "keep"): a_cap_in_doubt,
    ("red_flag", "lift"): a_cap_in_doubt,
    ("appeal", "lift"): an_appeal_in_doubt,
    ("appeal", "uphold"): an_appeal,
    ("appeal", "gone"): an_appeal,
    ("burst", "release"): a_burst,
    ("burst", "reject"): a_burst,
    ("comment", "show"): a_comment,
    ("comment", "refuse"): a_comment,
    ("comment", "gone"): a_comment,
    ("proof", "gone"): about_an_assessment(CaseKind.PROOF),
    ("shared_network", "noted"): about_an_assessment(CaseKind.SHARED_NETWORK),
    ("pattern", "noted"): about_an_assessment(CaseKind.PATTERN),
}
"""Kind of case and decision to what plants such a case."""

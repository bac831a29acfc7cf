"""Listings as owners state them, submitted or changed: valid unless a test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases.deciding import open_case_of
from directory.cases.models import CaseKind
from directory.listings.content import LicenceContent, ListingContent, PlaceContent
from directory.listings.deciding import approve, send_back
from directory.listings.models import Revision, RevisionKind
from directory.listings.service import begin_edit, propose, submit
from directory.outbox.letters import Letters
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.databases import ensure_writing

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
"""When owners of tests send something, unless they say otherwise."""

LETTERS = Letters("Whole Chain", "https://chain.example")
HOURS = {"mon": [["08:00", "12:00"], ["13:00", "17:30"]], "thu": [["09:00", "19:00"]]}

_numbers = count(1)


def make_place(**what_matters):
    """A place of work in Denver, still to come."""
    return PlaceContent(
        **{
            "key": "new-1",
            "name": "Practice on Main Street",
            "street": "1 Main Street",
            "city": "Denver",
            "region": "Colorado",
            "region_code": "CO",
            "postal_code": "80202",
            "country": "US",
            "latitude": 39.7392,
            "longitude": -104.9903,
            "precision": "exact",
            "phone": "+1 303 555 0100",
            "hours": HOURS,
            "fee_first": 160.0,
            "fee_next": 120.0,
            "currency": "USD",
            "self_pay": True,
            "payers": ("aetna", "cigna"),
            "accessibility": ("step_free",),
        }
        | what_matters
    )


def make_content(**what_matters):
    """What a physical therapist in Denver might say of herself; each has a name of her own."""
    return ListingContent(
        **{
            "kind": "therapist",
            "name": f"Ada Alder{_letters(next(_numbers))}",
            "profession": "physical_therapist",
            "credentials": "DPT",
            "bio": "I watch you walk before I touch your knee.",
            "languages": ("en", "de"),
            "methods": ("walking_gait",),
            "modalities": ("manual_therapy",),
            "conditions": ("knee_pain",),
            "stages": ("pain",),
            "links": {"hips": "I test how far the hips turn in and out."},
            "claims": {"T1": "We walk ten minutes together before I touch anything."},
            "accepting": True,
            "wait_days": 7,
            "website": "https://ada.example",
            "licences": (LicenceContent(title="Physical therapist", region_code="CO"),),
            "places": (make_place(),),
        }
        | what_matters
    )


def make_submission(session, *, author=None, now=NOW, **what_matters):
    """Let somebody submit a listing.

    Args:
        session: The open session.
        author: Whose listing it will be; an account of its own if none is given.
        now: When it is sent.
        **what_matters: Fields of the content.

    Returns:
        The revision that waits.
    """
    ensure_writing(session)
    return submit(
        session,
        author=author or make_account(session),
        content=make_content(**what_matters),
        letters=LETTERS,
        now=now,
    )


def make_owned(session, *, author=None, now=NOW, **what_matters):
    """Let somebody submit a listing and a moderator publish it.

    Returns:
        The listing and the account that speaks for it.
    """
    author = author or make_account(session)
    revision = make_submission(session, author=author, now=now, **what_matters)
    case = open_case_of(session, CaseKind.SUBMISSION, subject_of(revision))
    approve(session, case, make_verdict(now), seen=revision.public_id, letters=LETTERS)
    session.flush()
    return practitioner_of(session, revision), author


def make_revision(session, practitioner, *, now=NOW, **changed):
    """Let the owner of a listing change fields of it that a moderator sees first.

    Returns:
        The revision that waits.
    """
    ensure_writing(session)
    fields = {"bio": "I run beside you, then I look at the feet."} | changed
    return propose_fields(session, practitioner, now=now, **fields).waiting


def propose_fields(session, practitioner, *, author=None, now=NOW, **fields):
    """Let the owner of a listing change just these fields of it."""
    return propose(
        session,
        practitioner=practitioner,
        author=author or owner_of(session, practitioner),
        content=replace(begin_edit(session, practitioner), **fields),
        letters=LETTERS,
        now=now,
    )


def publish(session, revision, now=NOW + timedelta(days=4)):
    """Let a moderator approve what waits; the case that is closed."""
    case = case_of(session, revision)
    approve(session, case, make_verdict(now), seen=revision.public_id, letters=LETTERS)
    return case


def return_it(session, revision, reason="Please name the town."):
    """Let a moderator send back what waits; the case that is closed."""
    case = case_of(session, revision)
    verdict = make_verdict(reason=reason)
    send_back(session, case, verdict, seen=revision.public_id, letters=LETTERS)
    return case


def make_verdict(now=NOW, reason="Read and compared.", actor="command:cases"):
    """Who decides, why and when."""
    return Verdict(actor=actor, reason=reason, now=now)


def case_of(session, revision):
    """The open case of a revision, of either kind."""
    kind = CaseKind.SUBMISSION if revision.kind == RevisionKind.SUBMISSION else CaseKind.REVISION
    return open_case_of(session, kind, subject_of(revision))


def subject_of(revision: Revision):
    """How cases name a revision."""
    return ("revision", str(revision.public_id))


def practitioner_of(session, revision):
    """The listing that a revision is about."""
    return session.get(Practitioner, revision.practitioner_id)


def owner_of(session, practitioner):
    """The account that speaks for a listing; one is made if there is none."""
    statement = select(Account).join(Ownership, Ownership.account_id == Account.id)
    found = session.scalars(statement.where(Ownership.practitioner_id == practitioner.id)).first()
    if found is None:
        found = make_account(session)
        session.add(Ownership(practitioner_id=practitioner.id, account_id=found.id))
        session.flush()
    return found


def _letters(number):
    """A number as letters, since names have no digits."""
    word = ""
    while number:
        number, digit = divmod(number, 26)
        word = chr(ord("a") + digit) + word
    return word

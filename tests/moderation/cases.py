"""Cases of every kind that owners and visitors open, for tests."""

from dataclasses import replace

from directory.cases import Case, CaseKind
from directory.files.keeping import documents_folder, keep_file
from directory.interchange.removal_requests import Answer, ask_removal
from directory.listings.documents import send_document
from directory.listings.fact_reports import WrongFact, report
from directory.listings.models import FilePurpose
from directory.listings.recommending import Recommended, recommend
from directory.listings.replies import answerable_flags, send_reply
from directory.listings.service import propose, submit
from directory.listings.start import start_of
from directory.practitioners.models import Ownership
from directory.practitioners.vocabulary import Kind
from tests.accounts.factories import make_account
from tests.cli.waiting import flagged
from tests.databases import ensure_writing
from tests.factories import make_licence, make_practitioner
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import KEYS, LETTERS, plant_claim, plant_unclaimed
from tests.listings.factories import NOW, make_content


def newest_case(session, kind):
    """The newest case of a kind."""
    session.flush()
    return session.query(Case).filter_by(kind=kind).order_by(Case.id.desc()).first()


def owned_listing(session, owner=None, **what_matters):
    """A published listing with an owner."""
    ensure_writing(session)
    listing = make_practitioner(session, **what_matters)
    owner = owner or make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.flush()
    return listing, owner


def a_submission(session, **what_matters):
    """Somebody sends a new listing in."""
    ensure_writing(session)
    content = make_content(**what_matters)
    submit(session, author=make_account(session), content=content, letters=LETTERS, now=NOW)
    return newest_case(session, CaseKind.SUBMISSION)


def an_edit(session, listing=None, owner=None, **what_changes):
    """An owner changes what a moderator sees first; gives the case."""
    ensure_writing(session)
    if listing is None:
        listing, owner = owned_listing(session)
    edit(session, listing, owner, **(what_changes or {"bio": "I look at the whole chain."}))
    return newest_case(session, CaseKind.REVISION)


def edit(session, listing, owner, **what_changes):
    """Let an owner change a listing."""
    ensure_writing(session)
    content = replace(start_of(session, listing), **what_changes)
    return propose(
        session, practitioner=listing, author=owner, content=content, letters=LETTERS, now=NOW
    )


def a_live_edit(session):
    """An owner says that they are full, which shows at once."""
    ensure_writing(session)
    return an_edit(session, accepting=False)


def a_document(session, var, **what_matters):
    """An owner sends a document."""
    ensure_writing(session)
    listing, owner = owned_listing(session)
    make_licence(session, listing)
    sent = {"title": "Certificate", "code": "T13", "link": None} | what_matters
    send_document(
        session,
        practitioner=listing,
        account=owner,
        file=keep_file(documents_folder(var), PAPER),
        purpose=FilePurpose.DOCUMENT,
        now=NOW,
        **sent,
    )
    return newest_case(session, CaseKind.DOCUMENT)


def a_fact_report(session, field="phone"):
    """A visitor says that a fact is wrong."""
    ensure_writing(session)
    listing = make_practitioner(
        session, website="https://ada.example", locations=[{"phone": "+1 303 555 0101"}]
    )
    report(session, listing, WrongFact(field, "It rings at a bakery.", "vi@b.example"), now=NOW)
    return newest_case(session, CaseKind.FACT_REPORT)


def a_recommendation(session):
    """Somebody recommends somebody."""
    ensure_writing(session)
    recommended = Recommended(
        name="Nina Nettle",
        kind=Kind.RUNNING_COACH,
        place="Boulder",
        contact_email="nina@nettle.example",
        why="She saw me run before she said a word.",
    )
    recommend(session, recommended, now=NOW)
    return newest_case(session, CaseKind.RECOMMENDATION)


def a_removal(session):
    """Somebody asks to be left out, who cannot read the mail of the listing."""
    ensure_writing(session)
    listing = plant_unclaimed(session, locations=[{"phone": "+1 303 555 0102"}])
    answer = Answer("ada@elsewhere.example", "I never asked for this.")
    ask_removal(session, listing, answer, letters=LETTERS, keys=KEYS, now=NOW)
    return newest_case(session, CaseKind.REMOVAL)


def a_claim(session, account=None, **shown):
    """Somebody says that a listing is theirs."""
    ensure_writing(session)
    return plant_claim(session, plant_unclaimed(session), account, **shown)[1]


def a_reply(session):
    """An owner answers a red flag."""
    listing, owner = owned_listing(session)
    flagged(session, listing)
    flag = answerable_flags(session, listing.id)[0]
    ensure_writing(session)
    send_reply(
        session,
        practitioner=listing,
        account=owner,
        code=flag.code,
        sentences=["whole_chain"],
        own_words="",
        now=NOW,
    )
    return newest_case(session, CaseKind.REPLY)


EVERY = {
    "submission": a_submission,
    "edit": an_edit,
    "live edit": a_live_edit,
    "reply": a_reply,
    "fact report": a_fact_report,
    "recommendation": a_recommendation,
    "removal": a_removal,
    "claim": a_claim,
}
"""What can be decided on a page, but for documents, which need a folder."""

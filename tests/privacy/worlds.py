"""Members about whom everything is held that the site can hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from directory.accounts.models import Passkey, SignInCode
from directory.accounts.service import Traces
from directory.cases import CaseKind, open_case
from directory.cases.models import CaseStatus, CaseVoice
from directory.drafts.models import Draft
from directory.files.keeping import documents_folder, kept_file, proofs_folder
from directory.listings.documents import send_document
from directory.listings.models import (
    FactReport,
    FilePurpose,
    ListingViews,
    OwnershipClaim,
    Recommendation,
    RemovalRequest,
    RevisionKind,
)
from directory.listings.reading import content_of
from directory.listings.revising import put_forward
from directory.listings.tokens import TokenPurpose, issue
from directory.outbox.mail import post
from directory.practitioners.models import Ownership
from directory.vetting.proofs import attach_proof
from directory.vetting.service import edit
from tests.accounts.factories import KEYS, make_account, make_session
from tests.factories import make_practitioner
from tests.vetting.factories import content_for, make_assessment

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BIO = "I watch you run before I touch your knee."
COMMENT = "She looked at my feet before my knee."


def make_full_member(session, var, email="ada@runner.example", roles=("owner",)):
    """Plant a member with a row in every table that can name one, with files."""
    account = make_account(session, email=email, roles=roles)
    number = account.id
    make_session(session, account)
    session.add(
        Passkey(
            user_id=number, credential_id=b"credential%d" % number, public_key=b"key",
            device_type="single_device", name="My phone", usage="first",
        )
    )  # fmt: skip
    session.add(
        SignInCode(
            email=email, purpose="sign_in", request_digest=f"r{number}", code_digest="c",
            link_digest=f"l{number}", expires_at=NOW + timedelta(minutes=10),
        )
    )  # fmt: skip
    _assess(session, account, proofs_folder(var))
    session.add(
        Draft(
            about="assess:1",
            practitioner_id=make_practitioner(session).id, token_digest=f"t{number}",
            account_id=number, content={"sore": "hip"}, expires_at=NOW + timedelta(days=30),
        )
    )  # fmt: skip
    own_a_listing(session, account, var)
    speak_as_moderator(session, account)
    speak_as_visitor(session, email)
    post(session, to=email, subject="Your code", text="It is 123456.")
    session.flush()
    return account


def own_a_listing(session, account, var, **what_matters):
    """Let an account speak for a listing, with a change, a document and a claim that wait."""
    practitioner = make_practitioner(session, **what_matters)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=account.id))
    session.add(ListingViews(practitioner_id=practitioner.id, day=NOW.date(), count=3))
    session.flush()
    content = replace(content_of(session, practitioner), bio=BIO)
    put_forward(
        session, practitioner, RevisionKind.EDIT, content, {"bio": ["", BIO]},
        author=account, now=NOW,
    )  # fmt: skip
    with kept_file(documents_folder(var), PDF) as kept:
        send_document(
            session, practitioner=practitioner, account=account, file=kept, title="My licence",
            code=None, link=None, purpose=FilePurpose.DOCUMENT, now=NOW,
        )  # fmt: skip
    claim_for(session, account)
    appeal = open_case(
        session, CaseKind.APPEAL, subject=("red_flag", str(practitioner.public_id)),
        practitioner_id=practitioner.id, details={"text": "We look at the whole chain now."},
        actor=f"owner:{account.public_id}",
    )  # fmt: skip
    appeal.status, appeal.decided_at = CaseStatus.DECIDED, NOW
    session.flush()
    return practitioner


def claim_for(session, account):
    """Let an account say that somebody else's listing is theirs; gives the claim."""
    practitioner = make_practitioner(session, status="unclaimed")
    claim = OwnershipClaim(
        practitioner_id=practitioner.id, account_id=account.id, way="licence", npi="1700000005"
    )
    session.add(claim)
    session.flush()
    open_case(
        session, CaseKind.CLAIM, subject=("ownership_claim", str(claim.public_id)),
        practitioner_id=practitioner.id, actor=f"member:{account.public_id}",
    )  # fmt: skip
    return claim


def speak_as_moderator(session, account):
    """Let an account have said what it thought of a dispute that is decided."""
    listing = make_practitioner(session)
    case = open_case(
        session, CaseKind.DISPUTE, subject=("practitioner", str(listing.public_id)),
        practitioner_id=listing.id, actor="visitor",
    )  # fmt: skip
    case.status = CaseStatus.DECIDED
    session.flush()
    session.add(
        CaseVoice(case_id=case.id, account_id=account.id, decision="keep", reason="It rang true.")
    )
    session.flush()


def speak_as_visitor(session, email):
    """Let an address report a fact, recommend somebody, ask for a removal and get a link."""
    practitioner = make_practitioner(session, status="unclaimed")
    session.add_all(
        [
            FactReport(
                practitioner_id=practitioner.id, field="phone", said="It rings out.", email=email
            ),
            Recommendation(
                name="Zoe Yew", kind="therapist", place="Denver", email=email, recommended_at=NOW
            ),
            RemovalRequest(practitioner_id=practitioner.id, email=email),
        ]
    )
    issue(
        session, KEYS, TokenPurpose.REMOVAL, now=NOW, practitioner_id=practitioner.id, email=email
    )
    session.flush()


def _assess(session, account, folder):
    assessment = make_assessment(
        session,
        practitioner=make_practitioner(session),
        member=account,
        traces=Traces(device=f"device{account.id}", network=f"network{account.id}"),
        comment=COMMENT,
        now=NOW,
    )
    edit(session, assessment=assessment, content=content_for(sore="hip"), now=NOW)
    with kept_file(folder, PDF) as kept:
        attach_proof(session, assessment, kept, now=NOW)

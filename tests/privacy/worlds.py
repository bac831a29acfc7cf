"""Members about whom everything is held that the site can hold."""

from datetime import UTC, datetime, timedelta

from directory.accounts.models import Passkey, SignInCode
from directory.accounts.service import Traces
from directory.drafts.models import Draft
from directory.files.keeping import kept_file
from directory.outbox.mail import post
from directory.practitioners.models import Ownership
from directory.vetting.proofs import attach_proof
from directory.vetting.service import edit
from tests.accounts.factories import make_account, make_session
from tests.factories import make_practitioner
from tests.vetting.factories import content_for, make_assessment

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
COMMENT = "She looked at my feet before my knee."


def make_full_member(session, folder, email="ada@runner.example", roles=("owner",)):
    """Plant a member with a row in every table that can name one, and a proof in the folder."""
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
    _assess(session, account, folder)
    session.add(
        Draft(
            about="assess:1",
            practitioner_id=make_practitioner(session).id, token_digest=f"t{number}",
            account_id=number, content={"sore": "hip"}, expires_at=NOW + timedelta(days=30),
        )
    )  # fmt: skip
    session.add(Ownership(practitioner_id=make_practitioner(session).id, account_id=number))
    post(session, to=email, subject="Your code", text="It is 123456.")
    session.flush()
    return account


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

"""What the pages of an assessment share: whose it is, what stands so far, keeping and storing it."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from flask import abort, request, session

from directory.db import begin_write, database, utc_now
from directory.drafts import drop_drafts
from directory.files.keeping import kept_file, proofs_folder
from directory.http.account_sessions import DRAFT
from directory.http.accounts import current_account, current_traces, keys
from directory.http.limits import count, visitor_key
from directory.http.services import services
from directory.practitioners.models import Practitioner
from directory.practitioners.service import find_public
from directory.vetting import service
from directory.vetting.content import ContentInvalid, checked, content_of
from directory.vetting.drafts import assessment_of, bounded
from directory.vetting.plain_text import plain_text
from directory.vetting.proofs import NoProofTaken, attach_proof
from directory.web.assess_draft import Writing, steps_of
from directory.web.drafting import fields_sent, keep, keeper, pages_of

if TYPE_CHECKING:
    from datetime import datetime

    from directory.accounts.models import Account
    from directory.files.keeping import KeptFile
    from directory.vetting.content import Content
    from directory.vetting.models import Assessment


def find(slug: str) -> Practitioner:
    """The public listing behind a slug; a former slug will do for what is already under way."""
    practitioner, _moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    return practitioner


def writing_about(practitioner: Practitioner) -> Writing:
    """What this visitor has written about a practitioner: sent before, or still a draft."""
    now = utc_now()
    own = own_assessment(practitioner)
    steps = {**(steps_of(own) if own else {}), **pages_of(assessment_of(practitioner.id))}
    month = own.visit_month if own else None
    # Who was assessed under another kind is asked what was asked then.
    kind = own.kind if own else practitioner.kind
    return Writing(kind, steps, now.date(), month)


def own_assessment(practitioner: Practitioner) -> Assessment | None:
    """The assessment that whoever is signed in has sent before."""
    account = current_account()
    if account is None:
        return None
    return service.find_own(database.session, practitioner_id=practitioner.id, member_id=account.id)


def save(practitioner: Practitioner, step: str) -> None:
    """Keep a page as it was sent, before anything is said about it.

    Raises:
        TooOften: The visitor has begun more than anybody means to.
    """
    keep(assessment_of(practitioner.id), {step: bounded(step, fields_sent())})


def store(practitioner: Practitioner, content: Content) -> None:
    """Store what was written as the member's assessment, with proof of the visit if it is sent.

    Raises:
        AssessmentRefused: Another window was quicker, or the member can't assess any more.
        ContentInvalid: The content can't be taken.
        FileRefused: The file can't be taken.
        TooOften: The visitor sent too many files.
    """
    folder = proofs_folder(services().settings.var)
    body = _proof_sent(practitioner)
    # Cleaning takes its time, which nobody else should have to wait for.
    content = replace(content, comment=plain_text(content.comment or ""))
    ids = practitioner.id, cast("Account", current_account()).id
    traces = current_traces(keys())
    with kept_file(folder, body) if body else nullcontext() as file:
        begin_write(database.session)
        now = utc_now()
        assessment = _assess(ids, content, traces, now)
        if file:
            _attach(assessment, file, now)
        drop_drafts(database.session, keeper(), assessment_of(ids[0]))
        database.session.commit()
    session.pop(DRAFT, None)


def said_before(practitioner: Practitioner, content: Content) -> bool:
    """Whether the member's assessment says this already: a button was pressed twice."""
    own = own_assessment(practitioner)
    return own is not None and _says(own, content)


def _says(own: Assessment, content: Content) -> bool:
    wanted = replace(content, visit_month=own.visit_month)
    try:
        taken = checked(wanted, own.kind, own.visit_month)
    except ContentInvalid:
        return False
    return content.visit_month.replace(day=1) == own.visit_month and taken == content_of(own)


def _proof_sent(practitioner: Practitioner) -> bytes:
    """The file that came along; nothing where the visit is proved already."""
    sent, own = request.files.get("proof"), own_assessment(practitioner)
    if not (sent and sent.filename) or (own and own.proved):
        return b""
    count("proof", visitor_key())
    body: bytes = sent.read()
    return body


def _attach(assessment: Assessment, file: KeptFile, now: datetime) -> None:
    try:
        attach_proof(database.session, assessment, file, now=now)
    except NoProofTaken:
        # A moderator has just accepted the one before; the page that follows says so.
        file.path.unlink(missing_ok=True)


def _assess(
    ids: tuple[int, int], content: Content, traces: service.Traces, now: datetime
) -> Assessment:
    """Change the member's assessment of the practitioner, or make the first."""
    store = database.session
    practitioner = store.get_one(Practitioner, ids[0])
    member = cast("Account", current_account())
    own = service.find_own(store, practitioner_id=ids[0], member_id=ids[1])
    if own:
        if not _says(own, content):
            service.edit(store, assessment=own, content=content, now=now, traces=traces)
        return own
    return service.assess(
        store, practitioner=practitioner, member=member, content=content, traces=traces, now=now
    )

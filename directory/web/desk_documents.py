"""Documents: an owner shows licences and course records to a moderator, and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from directory.cases import CaseKind
from directory.db import begin_write, database, utc_now
from directory.files.checking import FileRefused, FileTooLarge
from directory.files.keeping import documents_folder, kept_file
from directory.http.accounts import member_required, signed_in
from directory.http.limits import TooOften
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.listings import documents as service
from directory.listings.models import FilePurpose
from directory.web.desk_uploads import count_file, file_words, sent_file
from directory.web.desk_waits import wait_of_own
from directory.web.forms.desk_evidence import DocumentForm
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid
    from pathlib import Path

    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner


@member_required
def documents(listing: uuid.UUID) -> ResponseReturnValue:
    """What was sent, what became of it, and a form for one more."""
    practitioner = own_listing(listing)
    return _page(practitioner, DocumentForm(kind=practitioner.kind))


@member_required
def send_document(listing: uuid.UUID) -> ResponseReturnValue:
    """Put a document before a moderator, or say what has to be changed."""
    practitioner = own_listing(listing)
    form = DocumentForm(request.form, kind=practitioner.kind)
    body = sent_file()
    is_valid = form.validate()
    if not (is_valid and body):
        again = _("Choose the file once more: browsers do not keep it.")
        missing = again if body else _("Choose a photo of it, or a PDF.")
        return _page(practitioner, form, 400, file_error=missing)
    try:
        _store(listing, form, body)
    except (FileRefused, TooOften) as refused:
        wrong = file_words(refused, takes_papers=True)
        status = 429 if isinstance(refused, TooOften) else 400
    except service.TooManyWaiting:
        wrong = _("Ten documents wait already. Send this one when some of them are decided on.")
        status = 400
    else:
        return redirect(url_for(".documents", listing=listing, sent=1), 303)
    database.session.rollback()
    return _page(own_listing(listing), form, status, file_error=wrong)


@member_required
def drop_document(listing: uuid.UUID, file: uuid.UUID) -> ResponseReturnValue:
    """Take a document back that waits; one that was decided on meanwhile stays as it is."""
    own_listing(listing)
    begin_write(database.session)
    try:
        service.drop_document(
            database.session,
            practitioner=own_listing(listing, for_change=True),
            public_id=file,
            folder=_folder(),
            actor=f"owner:{signed_in().public_id}",
            now=utc_now(),
        )
    except service.DocumentGone:
        database.session.rollback()
        if file not in {row.public_id for row in _sent(own_listing(listing))}:
            abort(404)
    else:
        database.session.commit()
    return redirect(url_for(".documents", listing=listing), 303)


def too_large(listing: uuid.UUID) -> ResponseReturnValue:
    """The page again, where its file was too large even to be read."""
    practitioner = own_listing(listing)
    wrong = file_words(FileTooLarge(), takes_papers=True)
    return _page(practitioner, DocumentForm(kind=practitioner.kind), 413, file_error=wrong)


def _store(listing: uuid.UUID, form: DocumentForm, body: bytes) -> None:
    count_file()
    with kept_file(_folder(), body) as file:
        begin_write(database.session)
        service.send_document(
            database.session,
            practitioner=own_listing(listing, for_change=True),
            account=signed_in(),
            file=file,
            title=form.title.data or "",
            code=form.code,
            link=form.link.data or None,
            purpose=FilePurpose.DOCUMENT,
            now=utc_now(),
        )
        database.session.commit()


def _folder() -> Path:
    return documents_folder(services().settings.var)


def _sent(practitioner: Practitioner) -> Any:
    return service.documents_of(database.session, practitioner.id)


def _page(
    practitioner: Practitioner,
    form: DocumentForm,
    status: int = 200,
    *,
    file_error: str | None = None,
) -> tuple[str, int]:
    items = {item.code: item for item in service.items_for_documents(practitioner.kind)}
    page = render_template(
        "desk_evidence/documents.html",
        practitioner=practitioner,
        form=form,
        file_error=file_error,
        items=items,
        documents=_sent(practitioner),
        wait=wait_of_own(CaseKind.DOCUMENT),
        is_sent="sent" in request.args,
    )
    return page, status

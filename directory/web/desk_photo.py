"""The photo: an owner sends one, sees it as it will be shown, and takes it away again."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, send_file, url_for

from directory.cases import CaseKind
from directory.db import begin_write, database, utc_now
from directory.files.checking import FileRefused, FileTooLarge, checked_photo
from directory.files.keeping import kept_file, photos_folder
from directory.http.accounts import member_required, signed_in
from directory.http.letters import letters
from directory.http.limits import TooOften
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.listings.checking import ContentInvalid
from directory.listings.photos import photo_content, propose_photo, waiting_photo
from directory.listings.service import ListingClosed
from directory.listings.start import start_of
from directory.web.desk_uploads import count_file, file_words, sent_file
from directory.web.desk_waits import wait_of_own
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid
    from pathlib import Path

    from flask.typing import ResponseReturnValue

    from directory.practitioners.models import Practitioner


@member_required
def photo(listing: uuid.UUID) -> ResponseReturnValue:
    """The photo that is shown, the one that waits, and a form for another."""
    return _page(own_listing(listing))


@member_required
def send_photo(listing: uuid.UUID) -> ResponseReturnValue:
    """Draw a photo anew and let it wait for a moderator, or say what is wrong with it."""
    own_listing(listing)
    body = sent_file()
    if not body:
        return _page(own_listing(listing), 400, _("Choose a photo first."))
    try:
        count_file()
        with kept_file(_folder(), body, checked_photo) as kept:
            _propose(listing, kept.path.name)
    except (FileRefused, TooOften) as refused:
        wrong = file_words(refused, takes_papers=False)
        status = 429 if isinstance(refused, TooOften) else 400
    except (ContentInvalid, ListingClosed) as refused:
        wrong, status = _refusal_words(refused), 400
    else:
        return redirect(url_for(".photo", listing=listing, sent=1), 303)
    database.session.rollback()
    return _page(own_listing(listing), status, wrong)


@member_required
def remove_photo(listing: uuid.UUID) -> ResponseReturnValue:
    """Take back the photo that waits, or let the one that is shown go at once."""
    own_listing(listing)
    try:
        _propose(listing, None)
    except (ContentInvalid, ListingClosed) as refused:
        database.session.rollback()
        return _page(own_listing(listing), 400, _refusal_words(refused))
    return redirect(url_for(".photo", listing=listing), 303)


@member_required
def shown_photo(listing: uuid.UUID) -> ResponseReturnValue:
    """The photo that visitors see, for its owner, whether or not the listing is public."""
    return _file(own_listing(listing).photo)


@member_required
def waiting_photo_file(listing: uuid.UUID) -> ResponseReturnValue:
    """The photo that waits, which nobody else sees."""
    return _file(waiting_photo(database.session, own_listing(listing)))


def too_large(listing: uuid.UUID) -> ResponseReturnValue:
    """The page again, where its file was too large even to be read."""
    return _page(own_listing(listing), 413, file_words(FileTooLarge(), takes_papers=False))


def _propose(listing: uuid.UUID, file_name: str | None) -> None:
    begin_write(database.session)
    propose_photo(
        database.session,
        practitioner=own_listing(listing, for_change=True),
        author=signed_in(),
        file_name=file_name,
        letters=letters(),
        now=utc_now(),
    )
    database.session.commit()


def _refusal_words(refused: ContentInvalid | ListingClosed) -> str:
    if isinstance(refused, ListingClosed):
        return _("This listing was not accepted, so nothing can be sent for it.")
    return _("Something else in your listing has to be changed first. Look through its form.")


def _folder() -> Path:
    return photos_folder(services().settings.var)


def _file(name: str | None) -> ResponseReturnValue:
    content = photo_content(_folder(), name)
    if content is None:
        abort(404)
    return send_file(BytesIO(content), mimetype="image/jpeg")


def _page(
    practitioner: Practitioner, status: int = 200, file_error: str | None = None
) -> tuple[str, int]:
    wanted = start_of(database.session, practitioner).photo
    page = render_template(
        "desk_evidence/photo.html",
        practitioner=practitioner,
        waiting=wanted if wanted != practitioner.photo else None,
        file_error=file_error,
        wait=wait_of_own(CaseKind.REVISION, CaseKind.SUBMISSION),
        is_sent="sent" in request.args,
    )
    return page, status

"""What is sent on the page of a claim once it is made: a code, an answer in a dispute, coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request

from directory.db import begin_write, database, utc_now
from directory.files.checking import FileRefused
from directory.files.keeping import documents_folder, kept_file
from directory.http.accounts import keys, member_required, signed_in
from directory.http.letters import letters
from directory.http.limits import TooOften, limited
from directory.http.services import services
from directory.http.translation import gettext as _
from directory.http.translation import ngettext
from directory.listings.claims.claimable import NotLeft, come_back
from directory.listings.claims.codes import CodeEnded, CodeMistaken, ListingOwned, claim_by_code
from directory.listings.claims.disputes import NoDispute, state
from directory.listings.owning import OwnAlready
from directory.practitioners.service import owns
from directory.web.claim import blueprint
from directory.web.claim_page import back_to, claim_page, find
from directory.web.desk_uploads import count_file, file_words, sent_file
from directory.web.forms.claim import CodeForm, StatementForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.files.keeping import KeptFile

__all__ = ["blueprint"]


@blueprint.post("/practitioners/<slug>/claim/code")
@member_required
@limited("claim_code")
def code(slug: str) -> ResponseReturnValue:
    """Make the listing one's own by the code of a mail, or one that was read out on the phone."""
    form = CodeForm(request.form)
    if not form.validate():
        return claim_page(find(slug), code=form), 400
    begin_write(database.session)
    try:
        claim_by_code(
            database.session,
            practitioner=find(slug),
            account=signed_in(),
            code=form.code.data or "",
            keys=keys(),
            letters=letters(),
            var=services().settings.var,
            now=utc_now(),
        )
    except CodeMistaken as refusal:
        # The try counts.
        database.session.commit()
        form.code.errors = [_mistaken_words(refusal.tries_left)]
        return claim_page(find(slug), code=form), 400
    except (CodeEnded, ListingOwned, OwnAlready):
        database.session.rollback()
        return back_to(slug)
    database.session.commit()
    return _on_to(slug)


@blueprint.post("/practitioners/<slug>/claim/statement")
@member_required
def answer(slug: str) -> ResponseReturnValue:
    """Say in a dispute what speaks for oneself, with a document or without."""
    form, content = StatementForm(request.form), sent_file()
    if not form.validate():
        return claim_page(find(slug), statement=form), 400
    try:
        if not content:
            return _state(slug, form, None)
        count_file()
        with kept_file(documents_folder(services().settings.var), content) as kept:
            return _state(slug, form, kept)
    except (FileRefused, TooOften) as refusal:
        database.session.rollback()
        wrong = file_words(refusal, takes_papers=True)
        return claim_page(find(slug), statement=form, file_error=wrong), 400


@blueprint.post("/practitioners/<slug>/claim/back")
@member_required
def back(slug: str) -> ResponseReturnValue:
    """Come back to a listing that one has left."""
    begin_write(database.session)
    try:
        come_back(
            database.session,
            find(slug),
            signed_in(),
            letters=letters(),
            var=services().settings.var,
            now=utc_now(),
        )
    except NotLeft:
        database.session.rollback()
        return back_to(slug)
    database.session.commit()
    return _on_to(slug)


def _state(slug: str, form: StatementForm, file: KeptFile | None) -> ResponseReturnValue:
    begin_write(database.session)
    try:
        state(
            database.session,
            find(slug),
            signed_in(),
            text=form.message.data or "",
            file=file,
            var=services().settings.var,
            now=utc_now(),
        )
    except NoDispute:
        # It was decided meanwhile; the page says how it stands.
        database.session.rollback()
        if file:
            file.path.unlink(missing_ok=True)
    else:
        database.session.commit()
    return back_to(slug)


def _on_to(slug: str) -> ResponseReturnValue:
    """To the desk of who owns the listing now; a dispute goes on on the page."""
    practitioner = find(slug)
    if owns(database.session, signed_in().id, practitioner.id):
        return redirect(f"/desk/{practitioner.public_id}", 303)
    return back_to(slug)


def _mistaken_words(tries_left: int) -> str:
    if not tries_left:
        return _("That is not the code, and it has been tried too often. Ask for a new one.")
    return ngettext(
        "That is not the code. You have %(num)s more try.",
        "That is not the code. You have %(num)s more tries.",
        tries_left,
    )

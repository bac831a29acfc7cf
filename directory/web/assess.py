"""Assessing a practitioner: four short pages, answers first, signing in at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, request, url_for

from directory.db import database
from directory.files.checking import FileRefused, FileTooLarge
from directory.http.accounts import current_account
from directory.http.errors import answer
from directory.http.limits import TooOften, limited
from directory.http.problem import Problem
from directory.http.titles import explanation, title
from directory.practitioners.service import find_public
from directory.vetting.content import ContentInvalid
from directory.vetting.drafts import STEPS
from directory.vetting.refusals import AlreadyAssessed, AssessmentRefused, check_may_assess
from directory.web.assess_flow import find, said_before, save, store, writing_about
from directory.web.assess_pages import lead_away, show
from directory.web.assess_words import page_to_look_at, proof_words, ticks_words
from directory.web.forms.assess import AttestForm

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import RequestEntityTooLarge
    from wtforms import Form

    from directory.practitioners.models import Practitioner
    from directory.web.assess_draft import Writing

blueprint = Blueprint("assess", __name__, url_prefix="/practitioners/<slug>/assess")

MAX_PROOF_BODY_BYTES = 6 * 1024 * 1024
"""Largest request with proof of a visit: the file has at most 5 MB."""


@blueprint.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the last page carry a file; the guard on forms reads the body before the view."""
    if endpoint == "assess.finish":
        request.max_content_length = MAX_PROOF_BODY_BYTES


@blueprint.errorhandler(413)
def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The last page again, where its file was too large even to be read."""
    if request.endpoint != "assess.finish":
        return answer(Problem(status=413, title=title(413), detail=explanation(413)))
    practitioner = find((request.view_args or {})["slug"])
    writing = writing_about(practitioner)
    wrong = proof_words(FileTooLarge())
    form = AttestForm(writing.fields("send"))
    return show("send", practitioner, writing, form=form, status=413, proof_error=wrong)


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("")
def start(slug: str) -> ResponseReturnValue:
    """Where it hurt, how many visits, and which links they looked at."""
    practitioner, moved = find_public(database.session, slug)
    if practitioner is None:
        abort(404)
    if moved:
        return redirect(url_for(".start", slug=practitioner.slug), 301)
    return _visits_page(practitioner, writing_about(practitioner))


@blueprint.post("")
@limited("draft")
def visits(slug: str) -> ResponseReturnValue:
    """Keep the first page and go on, or say what is missing."""
    practitioner = find(slug)
    save(practitioner, "visits")
    writing = writing_about(practitioner)
    form = writing.visits_form()
    if not form.validate():
        return _visits_page(practitioner, writing, form)
    return redirect(url_for(".core", slug=slug), 303)


@blueprint.get("/core")
def core(slug: str) -> ResponseReturnValue:
    """The questions that weigh most."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    return show("core", practitioner, writing, form=writing.core_form())


@blueprint.post("/core")
@limited("draft")
def keep_core(slug: str) -> ResponseReturnValue:
    """Keep the second page and go on."""
    practitioner = find(slug)
    save(practitioner, "core")
    writing = writing_about(practitioner)
    form = writing.core_form()
    if not _is_begun(writing):
        return _to_the_beginning(slug)
    if not form.validate():
        return show("core", practitioner, writing, form=form, status=400)
    return redirect(url_for(".more", slug=slug), 303)


@blueprint.get("/more")
def more(slug: str) -> ResponseReturnValue:
    """The optional rest, what we ask everyone, and a comment."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    return show("more", practitioner, writing, form=writing.more_form())


@blueprint.post("/more")
@limited("draft")
def keep_more(slug: str) -> ResponseReturnValue:
    """Keep the third page and go on."""
    practitioner = find(slug)
    save(practitioner, "more")
    writing = writing_about(practitioner)
    form = writing.more_form()
    if not _is_begun(writing):
        return _to_the_beginning(slug)
    if not form.validate():
        return show("more", practitioner, writing, form=form, status=400)
    return redirect(url_for(".send", slug=slug), 303)


@blueprint.get("/send")
def send(slug: str) -> ResponseReturnValue:
    """What is vouched for; signing in, if that has not been done."""
    practitioner = find(slug)
    writing = writing_about(practitioner)
    if not _is_begun(writing):
        return redirect(url_for(".start", slug=slug), 303)
    if (refusal := _refusal(practitioner)) is not None:
        return refusal
    return show("send", practitioner, writing, form=AttestForm(writing.fields("send")))


@blueprint.post("/send")
@limited("draft")
def finish(slug: str) -> ResponseReturnValue:
    """Store the assessment; who is not signed in is asked to and comes back here."""
    practitioner = find(slug)
    save(practitioner, "send")
    writing = writing_about(practitioner)
    if not _is_begun(writing) or not writing.more_form().validate():
        return _to_the_beginning(slug)
    form = AttestForm(writing.fields("send"))
    if not (form.validate() and writing.says_something):
        return show("send", practitioner, writing, form=form, status=400)
    if current_account() is None:
        return redirect(url_for("sign_in.ask", next=url_for(".send", slug=slug)), 303)
    return _refusal(practitioner) or _store(practitioner, writing, form)


@blueprint.post("/draft")
@limited("draft")
def draft(slug: str) -> ResponseReturnValue:
    """Keep what stands on a page that is being left; scripts send it."""
    step = request.form.get("step", "")
    if step not in STEPS:
        abort(400)
    save(find(slug), step)
    return "", 204


def _store(practitioner: Practitioner, writing: Writing, form: AttestForm) -> ResponseReturnValue:
    """Store what was written, or show the last page with what is wrong with it."""
    content = writing.content()
    done = redirect(url_for("own_assessments.done", slug=practitioner.slug), 303)
    wrong: dict[str, Any]
    try:
        store(practitioner, content)
    except (FileRefused, TooOften) as refused:
        wrong = {"proof_error": proof_words(refused)}
        status = 429 if isinstance(refused, TooOften) else 400
    except ContentInvalid as invalid:
        wrong, status = {"look_at": page_to_look_at(invalid)}, 400
    except AssessmentRefused as refused:
        database.session.rollback()
        was_said = isinstance(refused, AlreadyAssessed) and said_before(practitioner, content)
        return done if was_said else lead_away(practitioner, refused)
    else:
        return done
    database.session.rollback()
    return show("send", practitioner, writing, form=form, status=status, **wrong)


def _to_the_beginning(slug: str) -> ResponseReturnValue:
    """To the first page; by way of signing in where the rest may belong to an account."""
    if current_account() is None:
        # Whoever sends a later page has filled in the first: their session has run out.
        return redirect(url_for("sign_in.ask", next=request.path), 303)
    return redirect(url_for(".start", slug=slug), 303)


def _is_begun(writing: Writing) -> bool:
    """Whether the first page is in order, without which nothing else can be asked."""
    return bool(writing.visits_form().validate())


def _refusal(practitioner: Practitioner) -> ResponseReturnValue | None:
    """The page for somebody signed in who can't assess this practitioner."""
    account = current_account()
    if account is None:
        return None
    try:
        check_may_assess(database.session, practitioner, account)
    except AssessmentRefused as refused:
        return lead_away(practitioner, refused)
    return None


def _visits_page(
    practitioner: Practitioner, writing: Writing, form: Form | None = None
) -> ResponseReturnValue:
    refusal = _refusal(practitioner)
    if refusal is not None:
        return refusal
    status = 400 if form else 200
    form = form or writing.visits_form()
    return show("visits", practitioner, writing, form=form, status=status, **ticks_words(writing))

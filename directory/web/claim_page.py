"""The page on which a listing is claimed: how it stands for who looks at it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from directory.cases import CaseKind
from directory.cases.waiting import expected_wait
from directory.db import database, utc_now
from directory.http.accounts import current_account
from directory.listings.claims.claimable import find_claimable, may_come_back
from directory.listings.claims.codes import PHONE as CALLED
from directory.listings.claims.codes import is_code_asked
from directory.listings.claims.disputes import dispute_of, side_of
from directory.listings.claims.links import address_of, masked
from directory.listings.claims.rows import paper_of, waiting_claim
from directory.listings.claims.waits import has_lost
from directory.listings.owning import owner_of
from directory.practitioners.service import owns
from directory.web.forms.claim import DOCUMENTS, ClaimForm, CodeForm, StatementForm
from directory.web.listing_words import wait_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.accounts.models import Account
    from directory.practitioners.models import Practitioner

PHONE_END = 2
"""Digits of a number that a visitor is shown."""


def find(slug: str) -> Practitioner:
    """The listing that is claimed; 404 where there is none."""
    practitioner, _moved = find_claimable(database.session, slug)
    if practitioner is None:
        abort(404)
    return practitioner


def back_to(slug: str) -> ResponseReturnValue:
    """On to the page, which says how things stand now."""
    return redirect(url_for("claim.ask", slug=slug), 303)


def offered(practitioner: Practitioner, form: ClaimForm) -> ClaimForm:
    """The form with the ways that this listing allows who looks at it."""
    account = current_account()
    is_free = owner_of(database.session, practitioner.id) is None
    address = address_of(practitioner) if is_free else None
    phone = next((place.phone for place in practitioner.locations if place.phone), None)
    form.offer(
        address=masked(address) if address else None,
        phone=phone[-PHONE_END:] if phone and is_free and address is None else None,
        needs_npi=practitioner.npi is not None,
        papers_only=account is not None and has_lost(database.session, practitioner.id, account),
    )
    if not form.way.data and len(form.way.choices) == 1:
        form.way.data = DOCUMENTS
    return form


def claim_page(
    practitioner: Practitioner,
    form: ClaimForm | None = None,
    *,
    code: CodeForm | None = None,
    statement: StatementForm | None = None,
    file_error: str | None = None,
) -> str:
    """The page, for whoever looks at it.

    Args:
        practitioner: The listing.
        form: The claim as far as it was made.
        code: The code as far as it was typed.
        statement: What was said in a dispute, as far as it was written.
        file_error: What is wrong with a file.
    """
    account = current_account()
    form = offered(practitioner, form or ClaimForm())
    return render_template(
        "claim/claim.html",
        practitioner=practitioner,
        form=form,
        code=code or CodeForm(),
        account=account,
        file_error=file_error,
        is_owned=owner_of(database.session, practitioner.id) is not None,
        **_standing(practitioner, account, statement, is_other="other" in request.args),
    )


def _standing(
    practitioner: Practitioner,
    account: Account | None,
    statement: StatementForm | None,
    *,
    is_other: bool,
) -> dict[str, Any]:
    """How a listing stands for an account."""
    session, now = database.session, utc_now()
    waiting = waiting_claim(session, practitioner.id, account.id) if account else None
    side = side_of(session, practitioner, account) if account else None
    expected = expected_wait(session, (CaseKind.CLAIM,), now)
    if waiting:
        # One's own waits not for itself.
        expected = replace(expected, waiting=max(0, expected.waiting - 1))
    return {
        "waiting": waiting,
        "side": side,
        "dispute": dispute_of(session, practitioner) if side else None,
        "statement": statement or StatementForm(data={"message": side.message if side else ""}),
        "has_paper": bool(side and paper_of(session, side)),
        "is_called": waiting is not None and waiting.way == CALLED,
        "is_asked": account is not None
        and not is_other
        and is_code_asked(session, practitioner, account, now),
        "is_own": account is not None and owns(session, account.id, practitioner.id),
        "has_lost": account is not None and has_lost(session, practitioner.id, account),
        "may_come_back": account is not None and may_come_back(session, practitioner, account),
        "wait": wait_words(expected),
    }

"""One's own assessments: what became of them, changing them, taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy import select

from directory.db import begin_write, database, utc_now
from directory.files.keeping import proofs_folder
from directory.http.accounts import current_account, member_required
from directory.http.services import services
from directory.practitioners.models import Practitioner
from directory.vetting import service
from directory.vetting.models import Assessment, Standing
from directory.vetting.proofs import drop_proof
from directory.vetting.refusals import AlreadyWithdrawn
from directory.web.assess_flow import find, own_assessment
from directory.web.assess_words import standing_words

if TYPE_CHECKING:
    import uuid

    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.accounts.models import Account

blueprint = Blueprint("own_assessments", __name__)


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("/practitioners/<slug>/assess/done")
@member_required
def done(slug: str) -> ResponseReturnValue:
    """What happens with an assessment that has just been sent."""
    practitioner = find(slug)
    assessment = own_assessment(practitioner)
    if assessment is None:
        return redirect(url_for("assess.start", slug=slug), 303)
    return render_template(
        "assess/done.html",
        practitioner=practitioner,
        assessment=assessment,
        standing=standing_words(assessment),
    )


@blueprint.get("/account/assessments")
@member_required
def mine() -> str:
    """All of one's own assessments."""
    rows = database.session.execute(
        select(Assessment, Practitioner)
        .join(Practitioner, Practitioner.id == Assessment.practitioner_id)
        .where(Assessment.member_id == _member().id, Assessment.standing != Standing.WITHDRAWN)
        .order_by(Assessment.arrived_at.desc(), Assessment.id)
    ).all()
    found = [(one, practitioner, standing_words(one)) for one, practitioner in rows]
    return render_template("assess/mine.html", found=found)


@blueprint.get("/assessments/<uuid:assessment_id>/edit")
@member_required
def edit(assessment_id: uuid.UUID) -> ResponseReturnValue:
    """Lead to the form, which then holds what was sent."""
    _assessment, practitioner = _own(assessment_id)
    if not practitioner.is_public:
        abort(404)
    return redirect(url_for("assess.start", slug=practitioner.slug), 303)


@blueprint.get("/assessments/<uuid:assessment_id>/withdraw")
@member_required
def ask_to_withdraw(assessment_id: uuid.UUID) -> str:
    """Say what goes, and ask once."""
    assessment, practitioner = _own(assessment_id)
    return render_template("assess/withdraw.html", assessment=assessment, practitioner=practitioner)


@blueprint.post("/assessments/<uuid:assessment_id>/withdraw")
@member_required
def withdraw(assessment_id: uuid.UUID) -> ResponseReturnValue:
    """Take an assessment back."""
    _own(assessment_id)
    begin_write(database.session)
    assessment, _practitioner = _own(assessment_id, also_withdrawn=True)
    try:
        _take_back(assessment)
    except AlreadyWithdrawn:
        # Another window was quicker; what was wanted is done.
        database.session.rollback()
    else:
        database.session.commit()
    return redirect(url_for(".mine"), 303)


def _take_back(assessment: Assessment) -> None:
    now = utc_now()
    drop_proof(
        database.session,
        assessment,
        proofs_folder(services().settings.var),
        actor=f"member:{_member().public_id}",
        reason="The member took the assessment back.",
        now=now,
    )
    service.withdraw(database.session, assessment=assessment, now=now)


def _member() -> Account:
    return cast("Account", current_account())


def _own(
    assessment_id: uuid.UUID, *, also_withdrawn: bool = False
) -> tuple[Assessment, Practitioner]:
    """One of the member's own that stands; for others there is no such page."""
    found = database.session.execute(
        select(Assessment, Practitioner)
        .join(Practitioner, Practitioner.id == Assessment.practitioner_id)
        .where(
            Assessment.public_id == assessment_id,
            Assessment.member_id == _member().id,
        )
    ).one_or_none()
    if found is None or (found[0].standing == Standing.WITHDRAWN and not also_withdrawn):
        abort(404)
    assessment, practitioner = found
    return assessment, practitioner

"""`/api/v1/practitioners/{id}/score`: what a score is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.api.caching import MINUTE_S, kept
from directory.api.examples import SCORE
from directory.api.forms import require_json
from directory.api.moved import moved_to
from directory.api.parameters import Query
from directory.api.practitioners import blueprint
from directory.api.score_schemas import (
    AnswerCounts,
    RedFlag,
    Score,
    ScoreDocument,
    ScoreItem,
)
from directory.db import database, utc_now
from directory.http.checklist_words import item_title
from directory.http.limits import limited
from directory.practitioners.service import load_public
from directory.vetting.evidence import load
from directory.vetting.explaining import explain_score
from directory.vetting.flags import public_flag
from directory.vetting.published import SHOWN_FROM

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response

    from directory.vetting.evidence import PractitionerEvidence, SeenDocument
    from directory.vetting.flags import PublicFlag
    from directory.vetting.why import Explanation, Line


@blueprint.get("/practitioners/<uuid:practitioner_id>/score")
@limited("search")
@kept(MINUTE_S)
@blueprint.input(Query, location="query", arg_name="_query")
@blueprint.output(Score, example=SCORE, description="The score, item by item.")
@blueprint.doc(operation_id="get_score", responses=[301, 304, 404, 406, 412, 429, 500, 503])
def get_score(practitioner_id: UUID, _query: Query) -> Score | Response:
    """Read why a score is what it is

    The points of the items sum to the score before any cap. Below three members their answers are
    not told apart: one item with the code `members` stands for them together, and score and
    interval are whole numbers, so that nobody can work back to an answer; from three on they are
    told in tenths. Score and interval are null, and there are no items, while nobody has assessed
    the practitioner.
    """  # noqa: D415 - the first line is a title in the documentation
    require_json()
    wanted = str(practitioner_id)
    found = load_public(database.session, [wanted]).get(wanted)
    if found is None:
        return moved_to(practitioner_id)
    evidence = load(database.session, [found.id])[found.id]
    return score_of(explain_score(found, evidence, utc_now().date()), evidence)


def score_of(explained: Explanation, evidence: PractitionerEvidence) -> Score:
    """An explained score in the API's form."""
    return Score(
        version=explained.version,
        state=str(explained.state),
        score=explained.score,
        uncapped=explained.uncapped,
        interval=list(explained.interval) if explained.interval else None,
        members=explained.members,
        cap=explained.cap,
        items=[_item(line, evidence) for line in explained.lines],
        flags=[_flag(flag) for flag in map(public_flag, evidence.flags) if flag],
    )


def _flag(flag: PublicFlag) -> RedFlag:
    """A red flag, with numbers only where they hide who reported it."""
    told = flag.answered >= SHOWN_FROM
    return RedFlag(
        code=flag.code,
        cap=flag.cap,
        reported=flag.reported if told else None,
        answered=flag.answered if told else None,
        asked_on=flag.asked_on,
        reply=flag.reply,
        replied_on=flag.replied_on,
    )


def _item(line: Line, evidence: PractitionerEvidence) -> ScoreItem:
    item = evidence.of_item(line.code)
    return ScoreItem(
        code=line.code,
        title=item_title(line.code),
        weight=line.weight,
        points=line.points,
        possible=line.possible,
        evidence=[str(kind) for kind in line.evidence],
        answers=AnswerCounts(**line.answers._asdict()) if line.answers else None,
        claim=item.claim.sentence if item.claim else None,
        document=_document(item.document),
    )


def _document(seen: SeenDocument | None) -> ScoreDocument | None:
    if seen is None:
        return None
    return ScoreDocument(title=seen.title, partly=seen.partly, month=seen.seen_on.strftime("%Y-%m"))

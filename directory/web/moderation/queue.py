"""The moderators' queue."""

from __future__ import annotations

from typing import Any

from flask import render_template

from directory.cases.holding import holder
from directory.db import database
from directory.http.accounts import staff_required
from directory.http.translation import lazy_gettext as _later
from directory.moderation import service
from directory.moderation.spam import may_be_spam
from directory.moderation.waiting import WAITS_LONG, View, ages_of, counts_of, page_of
from directory.web.moderation.blueprint import blueprint
from directory.web.moderation.looking import address_parts, chosen, eyes, page_number
from directory.web.moderation.told_once import just_decided, just_said
from directory.web.moderation.words import age_words, kind_words, outcome_words

VIEWS: dict[View, str] = {
    View.ALL: _later("All"),
    View.OPEN_TO_ME: _later("For me to decide"),
    View.MINE: _later("Mine"),
    View.LONG: _later("Waiting long"),
}
"""Which cases one looks at, as the chips say it."""


_WORDS: dict[str, Any] = {
    "waits_long": WAITS_LONG,
    "holder": holder,
    "kind_words": kind_words,
    "age_words": age_words,
    "outcome_words": outcome_words,
    "can_be_spam": may_be_spam,
}
"""What the template asks of each case."""


@blueprint.get("")
@staff_required
def queue() -> str:
    """What waits, the oldest first, private reports on top."""
    filtered, looks = chosen(), eyes()
    session = database.session
    page = page_of(session, looks, filtered, page_number())
    interests = service.interests(session, looks.account, page.cases, looks.stakes)
    mine = [one.case for one in page.cases if one.case.id not in interests]
    return render_template(
        "moderation/queue.html",
        page=page,
        waiting=page.cases,
        counts=counts_of(session, looks, filtered),
        ages=ages_of(session, looks.now),
        chosen=filtered,
        parts=address_parts(filtered),
        views=VIEWS,
        interests=interests,
        has_boxes=any(may_be_spam(case) for case in mine),
        me=looks.name,
        now=looks.now,
        done=just_decided(),
        said=just_said(),
        **_WORDS,
    )

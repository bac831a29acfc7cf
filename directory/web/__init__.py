"""Pages: one blueprint a room, and what their templates need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.services import services
from directory.vetting.published import published_score
from directory.web import (
    accounts,
    assess,
    callsheet,
    check,
    choosing,
    claim_answers,
    compare,
    desk,
    desk_evidence,
    desk_keeping,
    desk_today,
    discovery,
    freshness,
    home,
    listing_form,
    mailbox,
    moderation,
    own_assessments,
    pages,
    passkeys,
    photos,
    points,
    practitioners,
    privacy_data,
    reached,
    recommend,
    remove_me,
    report,
    search,
    selfcare,
    shortlist,
    sign_in,
    staff_passwords,
    staff_sign_in,
    still_true,
    styleguide,
    suggest,
    team,
    wrong_facts,
)
from directory.web.chain import chain_of
from directory.web.discovery import init_discovery
from directory.web.formats import init_formats
from directory.web.structured import init_structured
from directory.web.vetting_words import cap_words

if TYPE_CHECKING:
    from typing import Any

    from flask import Flask

BLUEPRINTS = (
    home.blueprint,
    search.blueprint,
    suggest.blueprint,
    practitioners.blueprint,
    pages.blueprint,
    sign_in.blueprint,
    accounts.blueprint,
    assess.blueprint,
    own_assessments.blueprint,
    passkeys.blueprint,
    privacy_data.blueprint,
    desk.blueprint,
    desk_today.blueprint,
    desk_keeping.blueprint,
    desk_evidence.blueprint,
    photos.blueprint,
    mailbox.blueprint,
    staff_sign_in.blueprint,
    staff_passwords.blueprint,
    report.blueprint,
    wrong_facts.blueprint,
    reached.blueprint,
    recommend.blueprint,
    remove_me.blueprint,
    listing_form.blueprint,
    moderation.blueprint,
    claim_answers.blueprint,
    still_true.blueprint,
    freshness.blueprint,
    check.blueprint,
    team.blueprint,
    selfcare.blueprint,
    choosing.blueprint,
    compare.blueprint,
    shortlist.blueprint,
    callsheet.blueprint,
    points.blueprint,
    discovery.blueprint,
    styleguide.blueprint,
)


def init_web(app: Flask) -> None:
    """Add the pages to the site; call it after `init_http`."""
    init_formats(app)
    init_discovery(app)
    init_structured(app)
    app.jinja_env.globals["chain_of"] = chain_of
    app.jinja_env.globals["cap_words"] = cap_words
    app.jinja_env.globals["published_score"] = published_score
    app.context_processor(_site)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _site() -> dict[str, Any]:
    """What every page may name: the site's settings."""
    return {"site": services().settings}

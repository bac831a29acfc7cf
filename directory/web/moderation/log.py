"""The log on a page: everything that changed, with what stood before and after."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from directory.db import database
from directory.http.accounts import signed_in, staff_required
from directory.http.translation import gettext as _
from directory.moderation.log_pages import LogFilter, log_page
from directory.moderation.service import actor_of, stakes_of
from directory.vetting.plain_text import without_unseen
from directory.web.moderation.blueprint import blueprint

if TYPE_CHECKING:
    from directory.accounts.models import Account
    from directory.log.models import Event
    from directory.moderation.log_pages import Entry

ACTORS = ("moderator", "admin", "owner", "member", "visitor", "guard", "command")
KINDS = (
    "account", "assessment", "case", "fact_report", "import_run", "listing_file", "listing_merge",
    "owner_reply", "ownership_claim", "practitioner", "recommendation", "red_flag",
    "removal_request", "report", "revision",
)  # fmt: skip
"""What can be chosen, as the log has it."""

_SHORT = 80


@blueprint.get("/log")
@staff_required
def log() -> str:
    """All that changed, the newest first."""
    account = signed_in()
    asked = _asked()
    page = log_page(database.session, asked, stakes_of(database.session, account))
    return render_template(
        "moderation/log.html",
        page=page,
        asked=asked,
        parts=_parts(asked),
        actors=actor_names(),
        kinds=KINDS,
        actor_words=lambda entry: actor_words(entry, account),
        changed=changed,
    )


def actor_names() -> dict[str, str]:
    """Who changes things, as people read it."""
    return {
        "moderator": _("Moderators"),
        "admin": _("Admins"),
        "owner": _("Owners"),
        "member": _("Members"),
        "visitor": _("Visitors"),
        "guard": _("The guard"),
        "command": _("The site"),
    }


def role_names() -> dict[str, str]:
    """Roles as people read them."""
    return {"owner": _("owner"), "moderator": _("moderator"), "admin": _("admin")}


def actor_words(entry: Entry, reader: Account) -> str:
    """Who did something: "You", "Moderator 3f2a", or what a command is called. Pure but for words.

    Which member it was is not told to who has a hand in it: they may be the one assessed.
    """
    event = entry.event
    kind, _separator, name = event.actor.partition(":")
    if event.actor in {actor_of(reader), f"admin:{reader.public_id}"}:
        return _("You")
    words = {
        "moderator": _("Moderator"),
        "admin": _("Admin"),
        "owner": _("Owner"),
        "member": _("Member"),
        "visitor": _("A visitor"),
        "guard": _("The guard"),
    }
    if kind not in words:
        return event.actor
    return words[kind] if entry.is_closed else f"{words[kind]} {name[:4]}".strip()


def changed(event: Event) -> list[tuple[str, str, str]]:
    """The values before and after, by name: (name, before, after); "" for none. Pure."""
    before, after = event.before or {}, event.after or {}
    return [(name, _text(before.get(name)), _text(after.get(name))) for name in {**before, **after}]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _asked() -> LogFilter:
    args = {name: without_unseen(text).strip()[:_SHORT] for name, text in request.args.items()}
    before = args.get("before", "")
    return LogFilter(
        who=args.get("who", ""),
        action=args.get("action", ""),
        kind=args.get("kind", ""),
        subject=args.get("subject", ""),
        first=_day(args.get("first", "")),
        last=_day(args.get("last", "")),
        before=int(before)
        if before.isascii() and before.isdecimal() and len(before) < 18
        else None,
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # A day at the end of the calendar has no day after it.
    return found if found.year < date.max.year else None


def _parts(asked: LogFilter) -> dict[str, str]:
    """What an address needs in order to ask for the same."""
    parts = {
        "who": asked.who,
        "action": asked.action,
        "kind": asked.kind,
        "subject": asked.subject,
        "first": asked.first.isoformat() if asked.first else "",
        "last": asked.last.isoformat() if asked.last else "",
    }
    return {name: text for name, text in parts.items() if text}

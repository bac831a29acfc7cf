"""What changed its state between two moments, and what the log tells of that."""

from collections import Counter
from dataclasses import dataclass
from inspect import isgeneratorfunction

from sqlalchemy import select

from directory.log.models import Event
from directory.models import (
    Account,
    Assessment,
    Case,
    FactReport,
    Flag,
    ListingFile,
    ListingMerge,
    OwnerReply,
    Ownership,
    OwnershipClaim,
    Practitioner,
    Recommendation,
    RemovalRequest,
    Revision,
)

STATE = {
    Practitioner: ("practitioner", ("status", "hidden_reason", "doubted_on", "confirmed_on")),
    Case: ("case", ("status", "handed_to")),
    Assessment: (
        "assessment",
        ("standing", "comment_status", "proved", "edited_at", "withdrawn_at"),
    ),
    Flag: ("red_flag", ("status", "attempts")),
    Account: ("account", ("active", "suspended_at", "password")),
}
"""What has a state of its own: how the log calls it, and the parts of that state.

Who speaks for a listing, what it was merged with, and the roles of an account are parts as well.
"""

OTHER_PARTS = {"roles", "suspended_reason", "score_cap"}
"""What a service sets beside them when it changes a state."""

SENT_IN = {
    Revision: "revision",
    ListingFile: "document",
    OwnerReply: "owner_reply",
    OwnershipClaim: "ownership_claim",
    FactReport: "fact_report",
    Recommendation: "recommendation",
    RemovalRequest: "removal_request",
}
"""What people send in has a status, which moves with its case or its listing: one of the three
tells of it."""

CONTENT = {
    "practitioner": {
        "answered privately",
        "called",
        "claim withdrawn",
        "claimed",
        "corrected",
        "correction taken back",
        "edited",
        "hand-over offered",
        "hand-over taken back",
        "waits again",
    },
    "assessment": {"proof refused", "proof sent"},
    "case": {"asked"},
    "red_flag": {"appeal waits again", "replied", "upheld"},
}
"""What the log tells of facts and words, beside the one row about the state."""


@dataclass(frozen=True)
class Moment:
    """The state of everything at a moment, by subject of the log, and how long the log is."""

    states: dict
    sent: dict
    told: int


def look(session):
    """Look at the state of everything."""
    session.flush()
    states = {}
    for model, (name, columns) in STATE.items():
        found = select(model.public_id, *(getattr(model, column) for column in columns))
        for public_id, *values in session.execute(found):
            states[name, str(public_id)] = list(values)
    _add_owners_and_merges(session, states)
    for account in session.scalars(select(Account).execution_options(populate_existing=True)):
        held = sorted(role.name for role in account.roles)
        states["account", str(account.public_id)].append(held)
    return Moment(states, _sent(session), len(_log(session)))


def _add_owners_and_merges(session, states):
    names = {
        number: ("practitioner", str(public_id))
        for number, public_id in session.execute(select(Practitioner.id, Practitioner.public_id))
    }
    owners, merges = ({name: set() for name in names.values()} for _ in "12")
    for row in session.scalars(select(Ownership).order_by(Ownership.account_id)):
        owners[names[row.practitioner_id]].add(row.account_id)
    for row in session.scalars(select(ListingMerge).order_by(ListingMerge.id)):
        merges[names[row.kept_id]].add((row.id, row.undone_at))
    for name in names.values():
        states[name] += [owners[name], merges[name]]


def _sent(session):
    """The status of what was sent in, with the subjects of the log that may tell of it."""
    found = {}
    cases = {}
    for case in session.scalars(select(Case)):
        cases.setdefault(case.subject_id, set()).add(("case", str(case.public_id)))
    listings = dict(session.execute(select(Practitioner.id, Practitioner.public_id)).all())
    for model, name in SENT_IN.items():
        for row in session.scalars(select(model)):
            own = (name, str(row.public_id))
            listing = ("practitioner", str(listings.get(getattr(row, "practitioner_id", None))))
            about = (*cases.get(own[1], ()), *cases.get(listing[1], ()))
            found[own] = (row.status, {own, listing, *about})
    return found


def _log(session):
    return session.execute(
        select(Event.subject_type, Event.subject_id, Event.action).order_by(Event.id)
    ).all()


def complaints(session, before):
    """What the log does not tell once of what changed, and what it tells of what did not.

    A thing of which several parts changed at once has a row for all of them or one for each.
    """
    after = look(session)
    rows = [tuple(row) for row in _log(session)[before.told :]]
    told = Counter(
        (name, public_id) for name, public_id, action in rows if action not in CONTENT.get(name, ())
    )
    parts = {one: _parts(before.states.get(one), now) for one, now in after.states.items()}
    moved = {one for one in after.sent if before.sent.get(one, "")[:1] != after.sent[one][:1]}
    tellers = set().union(*(after.sent[one][1] for one in moved))
    anything = {(name, public_id) for name, public_id, _ in rows}
    return [
        *(("not told once", one, _of(rows, one)) for one, n in parts.items() if n and not 0 < told[one] <= n),
        *(("told, unchanged", one, _of(rows, one)) for one in told if parts.get(one) == 0 and one not in tellers),
        *(("sent in, untold", one, "") for one in moved if not after.sent[one][1] & anything),
        *(("told twice", row, "") for row, times in Counter(rows).items() if times > 1),
    ]  # fmt: skip


def _parts(before, after):
    """How many parts of a state changed; something new has one more, for being there."""
    if before is None:
        return 1 + len(after)
    return sum(
        len(one ^ other) if isinstance(one, set) else one != other
        for one, other in zip(before, after, strict=True)
    )


def _of(rows, one):
    return [action for name, public_id, action in rows if (name, public_id) == one]


def scenarios_of(names):
    """The functions among names of a module that plant, yield and do; not those it imported."""
    return {
        name: one
        for name, one in names.items()
        if isgeneratorfunction(one) and not name.startswith("_") and one.__module__ == names["__name__"]
    }  # fmt: skip

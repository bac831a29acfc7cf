"""Traces: devices and networks that accounts share, known only as keyed digests for 90 days.

Two accounts of one device, or of one network, may be one person. Nothing else is done with traces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from directory.accounts.digests import Keys, Purpose
from directory.accounts.models import Account, Trace, TraceKind
from directory.db import utc_now

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

KEPT = timedelta(days=90)

MOST_LINKED = 200
"""Linked accounts after which no further ones are looked for."""

_OTHER = aliased(Trace)


@dataclass(frozen=True, slots=True)
class Traces:
    """Digests of the device and of the network a request comes from; "" where unknown."""

    device: str
    network: str


def traces_of(keys: Keys, *, device: str, network: str) -> Traces:
    """The traces of a device's token and a network. Pure."""
    return Traces(
        device=keys.digest(Purpose.DEVICE, device) if device else "",
        network=keys.digest(Purpose.NETWORK, network) if network else "",
    )


def remember_trace(session: Session, account: Account, traces: Traces, now: datetime) -> None:
    """Write down from where an account was used, or that it was again.

    No log row: that log is for ever, and this is forgotten.
    """
    # Locked: two requests of one account do not write the same trace twice.
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    for kind, digest in ((TraceKind.DEVICE, traces.device), (TraceKind.NETWORK, traces.network)):
        if digest:
            _remember(session, account.id, kind, digest, now)


def linked_accounts(
    session: Session, account: Account, kind: TraceKind, now: datetime | None = None
) -> set[int]:
    """Ids of the other accounts that share a device, or a network, with this one.

    Args:
        session: The open session.
        account: The one account.
        kind: What is shared.
        now: The time, by default the present; traces that have run out by then do not count.
    """
    return _sharing(session, {account.id}, kind, now or utc_now()) - {account.id}


def linked_by_devices(session: Session, account: Account, now: datetime | None = None) -> set[int]:
    """Ids of the accounts that share a device with this one, or with one of those, and so on.

    The search ends at `MOST_LINKED`: by then it is plain that these are no strangers.
    """
    found: set[int] = set()
    border = {account.id}
    while border and len(found) < MOST_LINKED:
        others = _sharing(session, border, TraceKind.DEVICE, now or utc_now())
        border = others - found - {account.id}
        found |= border
    return found


def purge_traces(session: Session, now: datetime) -> None:
    """Forget the traces that have run out."""
    session.execute(delete(Trace).where(Trace.expires_at <= now))


def _sharing(session: Session, accounts: set[int], kind: TraceKind, now: datetime) -> set[int]:
    statement = (
        select(_OTHER.account_id)
        .join(Trace, (Trace.kind == _OTHER.kind) & (Trace.digest == _OTHER.digest))
        .where(
            Trace.account_id.in_(accounts),
            Trace.kind == kind,
            Trace.expires_at > now,
            _OTHER.expires_at > now,
        )
    )
    return set(session.scalars(statement))


def _remember(
    session: Session, account_id: int, kind: TraceKind, digest: str, now: datetime
) -> None:
    trace = session.scalar(
        select(Trace).where(
            Trace.account_id == account_id, Trace.kind == kind, Trace.digest == digest
        )
    )
    if trace is None:
        trace = Trace(account_id=account_id, kind=kind, digest=digest)
        session.add(trace)
    trace.seen_at, trace.expires_at = now, now + KEPT

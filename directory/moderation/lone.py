"""A site with few moderators: what nobody there may decide, and who was here last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory.accounts.models import Account, AccountSession
from directory.moderation.colleagues import colleagues_for
from directory.moderation.service import may_decide

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.cases import Case


def nobody_decides(session: Session, case: Case, account: Account) -> bool:
    """Whether an interest keeps everybody on the staff from deciding a case.

    Such a case is decided by who runs the site, on the command line, or when somebody joins.

    Args:
        session: The open session.
        case: The case.
        account: Somebody of the staff.
    """
    if may_decide(session, account, case) is None:
        return False
    return not colleagues_for(session, case, account)


def last_seen(session: Session, account_ids: Collection[int]) -> dict[int, datetime]:
    """When some accounts were here last, as far as their sessions are kept; one statement."""
    statement = (
        select(AccountSession.account_id, func.max(AccountSession.seen_at))
        .where(AccountSession.account_id.in_(account_ids))
        .group_by(AccountSession.account_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}

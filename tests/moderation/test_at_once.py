"""Two moderators who decide one case in the same instant: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier

import pytest
from sqlalchemy import func, select

from directory.accounts.models import Account
from directory.cases import Case
from directory.cases.deciding import AlreadyDecided
from directory.db import begin_write
from directory.log.models import Event
from directory.moderation.service import decide
from directory.outbox.models import Mail
from tests.accounts.factories import make_account
from tests.moderation.tasks import task_of
from tests.moderation.test_undoing import verdict_of
from tests.moderation.worlds import WORLDS

CONTESTED = {
    ("submission", "publish"): "refuse",
    ("revision", "publish"): "return",
    ("claim", "approve"): "refuse",
    ("burst", "release"): "reject",
    ("comment", "show"): "refuse",
    ("red_flag", "cap"): "clear",
    ("private_report", "hide"): "close",
    ("duplicate", "merge"): "apart",
    ("import_difference", "take"): "keep",
}
"""What the one wants, and what the other does."""


@pytest.mark.parametrize(("kind", "decision"), CONTESTED)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(
    session, open_session, tmp_path, kind, decision
):
    case, both_have_read = WORLDS[kind, decision](session), Barrier(2, timeout=10)
    accounts = [make_account(session, roles=["moderator"]).id for _ in range(2)]
    number, mails = case.id, session.scalar(select(func.count()).select_from(Mail))
    session.commit()

    def press(account_id, wanted):
        mine = open_session()
        read = mine.get_one(Case, number)
        assert read.decision is None
        both_have_read.wait()
        begin_write(mine)
        me = mine.get_one(Account, account_id)
        task = task_of(mine, mine.get_one(Case, number), tmp_path, verdict=verdict_of(me))
        try:
            decide(task, me, wanted)
        except AlreadyDecided as refusal:
            mine.rollback()
            return str(refusal)
        mine.commit()
        return None

    with ThreadPoolExecutor(2) as both:
        wishes = zip(accounts, (decision, CONTESTED[kind, decision]), strict=True)
        pressed = [both.submit(press, *wish) for wish in wishes]
        wait(pressed)

    session.expire_all()
    won = session.get_one(Case, number)
    (told,) = [one.result() for one in pressed if one.result()]
    assert told.endswith(f"{won.decision}.")
    of_case = Event.subject_id == str(won.public_id), Event.action == "decided"
    assert session.scalar(select(func.count()).select_from(Event).where(*of_case)) == 1
    written = session.scalar(select(func.count()).select_from(Mail)) - mails
    assert written <= 1, "each side was told"

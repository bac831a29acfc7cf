"""Many members assess one practitioner at the same moment: each once, and placed as the log says."""

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Account
from directory.accounts.traces import Traces
from directory.db import begin_write, utc_now
from directory.drafts import Keeper, save_draft
from directory.http.account_sessions import TOKEN, keys
from directory.practitioners.models import Practitioner
from directory.vetting import service, tallies
from directory.vetting.drafts import assessment_of
from directory.vetting.models import Assessment, Standing
from directory.vetting.replay import replay
from directory.vetting.standings import entry_of
from tests.accounts.factories import make_account, make_session
from tests.factories import make_practitioner
from tests.running import PATIENCE_S, RunningSite
from tests.vetting.factories import content_for, make_assessment

AT_ONCE = 16
"""Members who assess at the same moment; six of them send it twice, four share a device."""

CROWD = 50
"""Members who send their assessment to the site at the same moment."""

TRIES = 5
"""How often a member sends it until it is taken."""

DRAFT = {
    "visits": {
        "sore": ["knee"],
        "visits": ["4+"],
        "month": [f"{utc_now():%Y-%m}"],
        "links": ["feet", "hips"],
    },
    "core": {"T2": ["yes"], "T3": ["partly"]},
    "more": {"comment": [""]},
}

pytestmark = pytest.mark.databases("sqlite", "postgres")


@pytest.fixture
def busy(session):
    """A practitioner whom so many have assessed lately that a crowd is nothing new."""
    practitioner = make_practitioner(session)
    start = utc_now() - timedelta(days=60)
    for number in range(AT_ONCE + 2):
        now = start + timedelta(days=2 * number)
        done = make_assessment(session, practitioner=practitioner, now=now)
        service.prove(session, assessment=done, actor="moderator:m", now=now)
    session.commit()
    return practitioner.id


def _members(session, how_many):
    begin_write(session)
    numbers = [make_account(session).id for _ in range(how_many)]
    session.commit()
    return numbers


def _stand(session, practitioner_id):
    statement = select(Assessment).where(Assessment.practitioner_id == practitioner_id)
    return {row.id: entry_of(row) for row in session.scalars(statement)}


def _is_as_logged(session, practitioner_id):
    """Whether places, sums and the number of members are what log and answers say."""
    session.rollback()
    stand = _stand(session, practitioner_id)
    assert replay(session, practitioner_id) == stand
    counted = tallies.count_all(session, practitioner_id)
    assert tallies.stored(session, practitioner_id) == counted
    votes = {one.group for one in stand.values() if one.standing == Standing.COUNTED}
    return session.get(Practitioner, practitioner_id).score_members == len(votes)


def test_each_is_stored_once_and_placed_in_turn(engine, open_session, busy):
    session = open_session()
    members = _members(session, AT_ONCE)
    # Somebody else came just before: should those who share a device be the first of the crowd,
    # nobody takes them for all of it.
    make_assessment(session, practitioner=session.get(Practitioner, busy), now=utc_now())
    session.commit()
    tries = [*members, *members[:6]]
    start = threading.Barrier(len(tries))

    def assess(member_id):
        device = "one device" if member_id in members[:4] else ""
        with Session(engine) as session:
            start.wait()
            begin_write(session)
            try:
                service.assess(
                    session,
                    practitioner=session.get(Practitioner, busy),
                    member=session.get(Account, member_id),
                    content=content_for(visit_month=utc_now().date()),
                    traces=Traces(device=device, network="one carrier"),
                    now=utc_now(),
                )
            except service.AlreadyAssessed:
                return "already"
            session.commit()
            return "stored"

    with ThreadPoolExecutor(len(tries)) as crowd:
        answers = Counter(crowd.map(assess, tries))

    assert answers == {"stored": AT_ONCE, "already": 6}
    session = open_session()
    rows = session.scalars(
        select(Assessment).where(
            Assessment.practitioner_id == busy, Assessment.member_id.in_(members)
        )
    ).all()
    assert sorted(row.member_id for row in rows) == members
    assert {row.vote_group for row in rows if row.member_id in members[:4]} == {
        min(row.id for row in rows if row.member_id in members[:4])
    }
    assert Standing.HELD not in {row.standing for row in rows}
    assert _is_as_logged(session, busy)


@pytest.fixture
def crowd(app, open_session, busy):
    """The cookie and form token of each of fifty signed-in members with a finished draft."""
    session = open_session()
    begin_write(session)
    signer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    serializer = app.session_interface.get_signing_serializer(app)
    with app.app_context():
        digests = keys()
    members = {}
    for number in range(CROWD):
        account = make_account(session)
        _, token = make_session(session, account, keys=digests)
        save_draft(
            session, Keeper(f"browser {number}", account.id), assessment_of(busy), DRAFT, utc_now()
        )
        secret = f"secret {number}"
        cookie = serializer.dumps({TOKEN: token, "csrf_token": secret})
        members[account.id] = (cookie, signer.dumps(secret))
    slug = session.get(Practitioner, busy).slug
    session.commit()
    return f"/practitioners/{slug}/assess/send", members


def _send(url, path, member):
    """Send the last page of the form; the answer's status and where it leads."""
    cookie, token = member
    connection = http.client.HTTPConnection(url.partition("//")[2], timeout=PATIENCE_S)
    body = urlencode({"attested": "y", "csrf_token": token})
    headers = {
        "Cookie": f"session={cookie}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"]
    finally:
        connection.close()


@pytest.mark.slow
def test_fifty_send_their_assessment_over_http(settings, tmp_path, open_session, busy, crowd):
    path, members = crowd
    start = threading.Barrier(CROWD)

    def send(member):
        start.wait()
        # A database that is busy says so kindly: the member tries again.
        for _ in range(TRIES):
            answer = _send(site.url, path, member)
            if answer[0] != 503:
                break
        return answer

    with RunningSite(settings, tmp_path / "site.txt", "--port", "0", servers=4) as site:
        site.wait_until_up()
        with ThreadPoolExecutor(CROWD) as threads:
            answers = Counter(threads.map(send, members.values()))

    assert answers == {(303, f"{path.removesuffix('send')}done"): CROWD}
    session = open_session()
    arrived = session.scalars(
        select(Assessment.member_id).where(
            Assessment.practitioner_id == busy, Assessment.member_id.in_(members)
        )
    )
    assert sorted(arrived) == sorted(members)
    assert _is_as_logged(session, busy)
    held = [one for one in _stand(session, busy).values() if one.standing == Standing.HELD]
    assert len(held) == CROWD

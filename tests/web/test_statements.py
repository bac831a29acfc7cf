"""No page asks the database more than a few times, however much it lists.

Every address that can be read is asked, so that a new one is taken in by itself.
"""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from directory.db import database
from tests.accounts.factories import sign_in
from tests.web.crowded import plant_crowd

pytestmark = pytest.mark.slow

MOST = 15
"""Statements that a page may take, those that find out who asks included."""

OF_ONE = {
    "/desk/<uuid:listing>": 20,
    "/desk/<uuid:listing>/claims": 20,
    "/moderation/<uuid:case_id>": 20,
    "/moderation/people/<uuid:account>": 20,
    "/practitioners/<slug>/claim": 20,
}
"""Pages of one thing that bring together what many tables know of it: the statements they may take
however many rows those have."""

UNSEEN = {
    "/account/email/code",
    "/api/v1/places",
    "/assessments/<uuid:assessment_id>/edit",
    "/desk/<uuid:listing>/edit",
    "/desk/<uuid:listing>/photo/shown",
    "/desk/<uuid:listing>/photo/waiting",
    "/listings/new",
    "/moderation/<uuid:case_id>/file",
    "/practitioners/<slug>/assess/core",
    "/practitioners/<slug>/assess/done",
    "/practitioners/<slug>/assess/more",
    "/practitioners/<slug>/assess/send",
    "/practitioners/<slug>/photo",
    "/readyz",
    "/sign-in",
    "/sign-in/code",
    "/staff/sign-in/second-step",
    "/staff/sign-in/set-up",
}
"""Addresses that show nobody a page here: later steps of forms, files that are not there."""

NOT_LISTS = {"filename", "name", "token", "one", "other", "merge_id", "stage", "tool"}
"""What stands in addresses of files, words, mailed links, pairs, merges and guides: they list nothing."""


@pytest.fixture
def crowd(app, session, listed):
    """Two hundred of everything; what pages look up in the index is in it."""
    made = plant_crowd(session)
    made.numbers = {role: account.id for role, account in made.accounts.items()}
    listed()
    return made


def _addresses(app, values):
    """Every address that can be read and lists something, filled in, by its rule."""
    bound = app.url_map.bind("localhost")
    return {
        rule.rule: bound.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments & NOT_LISTS
    }


@pytest.fixture
def statements(app):
    """What was said to the database so far."""
    said = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    return said


def test_no_page_takes_more_than_fifteen_statements(app, crowd, statements):
    app.test_client_class = FlaskClient  # other tests look at the pages themselves
    took, statuses = {}, {}

    for role, number in crowd.numbers.items():
        client = app.test_client()
        sign_in(client, number)
        for rule, address in _addresses(app, crowd.values).items():
            before = len(statements)
            statuses.setdefault(rule, set()).add(client.get(address).status_code)
            took[role, rule] = len(statements) - before

    most = {one: OF_ONE.get(one[1], MOST) for one in took}
    assert {one: number for one, number in took.items() if number > most[one]} == {}
    assert {rule for rule, seen in statuses.items() if 200 not in seen} == UNSEEN

"""What every answer reads is looked up by id, however many listings there are."""

import uuid

import pytest
from sqlalchemy import event

from directory.practitioners.service import load_cards, load_public

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize("load", [load_cards, load_public])
def test_listings_of_ids_are_not_looked_for_among_all_public_ones(session, engine, load):
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if "FROM practitioner" in statement:
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    load(session, [str(uuid.uuid4()) for _ in range(10)])
    event.remove(engine, "before_cursor_execute", note)

    (statement, parameters), *_ = asked
    connection = session.connection()
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    plan = [row[3] for row in rows]
    assert any("(public_id=?)" in line for line in plan), plan
    assert not any("status" in line for line in plan), plan

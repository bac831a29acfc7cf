"""What is gathered holds each document once, as its own words and facts say."""

import json

from hypothesis import given
from hypothesis import strategies as st

from directory.search import gathering
from directory.search.arrangement import newest
from directory.search.columns import Columns
from directory.search.gathering import Gathering
from directory.search.query import TEXT_FIELDS
from directory.search.term_table import FIELDS
from directory.search.whoosh_schema import called, columns_of, positioned, term, unstemmed
from tests.search.worlds import document, documents

some = st.lists(documents, min_size=1, max_size=12)


def gathered(crowd):
    taking = Gathering()
    for one in crowd:
        taking.add(one)
    assert len(taking) == len(crowd)
    return taking.contents()


def words_of(contents, row):
    """Every (field, word, positions) of a row."""
    found = []
    for field in FIELDS:
        for at in range(*contents.terms.span(field)):
            rows, times, positions = (part.tolist() for part in contents.terms.parts(at))
            if row in rows:
                before = sum(times[: rows.index(row)])
                own = positions[before : before + times[rows.index(row)]]
                found.append((field, contents.terms.term(at)[1:].decode(), own))
    return found


def expected(one):
    placed = {}
    for field in TEXT_FIELDS:
        for at, word in positioned(one.texts.get(field, "")):
            placed.setdefault((field, term(field, word)), []).append(at)
    rows = [(field, word, at) for (field, word), at in placed.items()]
    return sorted(rows + [(FIELDS[-1], word, []) for word in unstemmed(one)])


@given(some)
def test_each_row_has_the_words_of_its_document(crowd):
    contents = gathered(crowd)

    facts = list(contents.columns.rows())
    newest_of = {one.id: one for one in newest(crowd)}
    for row, public_id in enumerate(contents.columns.ids.tolist()):
        one = newest_of[public_id.decode()]
        assert sorted(words_of(contents, row)) == expected(one)
        assert contents.called[row] == called(one)
        assert json.loads(json.dumps(facts[row])) == json.loads(json.dumps(columns_of(one)))


@given(some)
def test_facts_are_those_of_the_documents_in_their_rows(crowd):
    contents = gathered(crowd)

    rows = list(contents.columns.rows())
    again = Columns.from_rows([one.decode() for one in contents.columns.ids.tolist()], rows)
    for name in Columns.__dataclass_fields__:
        assert getattr(again, name).tolist() == getattr(contents.columns, name).tolist() or (
            str(getattr(again, name).tolist()) == str(getattr(contents.columns, name).tolist())
        )  # NaN is not equal to itself


def test_facts_that_are_turned_into_arrays_in_pieces_are_the_same(monkeypatch):
    crowd = [document(number) for number in range(7)]
    whole = gathered(crowd)

    monkeypatch.setattr(gathering, "_ROWS_AT_ONCE", 3)

    assert gathered(crowd).columns.ids.tolist() == whole.columns.ids.tolist()
    assert gathered(crowd).columns.key.tolist() == whole.columns.key.tolist()
    assert gathered(crowd).columns.lengths.tolist() == whole.columns.lengths.tolist()

"""What is written from arrays is what Whoosh's own writer would have written."""

import json

from hypothesis import given, settings
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, FileIndex

from directory.search.query import TEXT_FIELDS
from directory.search.term_table import FIELDS
from directory.search.whoosh_schema import fields_of, schema
from directory.search.whoosh_store import own_randomness
from directory.search.whoosh_writing import write_segment
from tests.search.test_gathering import gathered
from tests.search.worlds import crowds, document

TOLD = ("_weight", "_df", "_minlength", "_maxlength", "_maxweight", "_minid", "_maxid")


def readers(crowd):
    """Of an index written from arrays, and of one that Whoosh wrote."""
    contents = gathered(crowd)
    by_id = {one.id: one for one in crowd}
    with own_randomness():
        ours = RamStorage().create_index(schema())
        segment = write_segment(ours, contents)
        TOC(ours.schema, [segment], 1).write(ours.storage, ours.indexname)
        theirs = RamStorage().create_index(schema())
        writer = theirs.writer()
        for public_id in contents.columns.ids.tolist():
            writer.add_document(**fields_of(by_id[public_id.decode()]))
        writer.commit()
    return FileIndex(ours.storage).reader(), theirs.reader()


def postings(reader, field, term):
    matcher = reader.postings(field, term)
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()


def stored(reader, row):
    kept = reader.stored_fields(row)
    return kept | {"columns": json.loads(kept["columns"])}


def assert_same(ours, theirs):
    assert list(ours.all_terms()) == list(theirs.all_terms())
    for field, term in ours.all_terms():
        mine, whooshs = (reader.term_info(field, term) for reader in (ours, theirs))
        assert [getattr(mine, name) for name in TOLD] == [getattr(whooshs, name) for name in TOLD]
        assert list(postings(ours, field, term)) == list(postings(theirs, field, term))
    for field in ("id", *FIELDS):
        assert ours.field_length(field) == theirs.field_length(field)
    for row in range(theirs.doc_count_all()):
        assert stored(ours, row) == stored(theirs, row)
        for field in TEXT_FIELDS:
            assert ours.doc_field_length(row, field) == theirs.doc_field_length(row, field)
    assert ours.doc_count() == theirs.doc_count()


@settings(max_examples=40)
@given(crowds.filter(bool))
def test_whoosh_reads_what_it_would_have_written(crowd):
    assert_same(*readers(crowd))


def test_so_it_does_with_words_that_take_several_blocks():
    texts = {"name": "Ada", "bio": "gait knee " * 3, "focus": "knee"}
    crowd = [
        document(number, texts=texts | {"craft": f"craft{number % 3} " * (number % 5 + 1)})
        for number in range(300)
    ]

    assert_same(*readers(crowd))


def test_it_tells_how_far_it_is():
    told = []

    write_segment(RamStorage().create_index(schema()), gathered([document(1)]), told.append)

    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1

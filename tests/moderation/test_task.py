"""What a decision says it has seen."""

import uuid

import pytest

from directory.cases import Case, CaseKind
from directory.moderation.task import NEVER_SEEN
from tests.moderation.tasks import task_of

NUMBER = uuid.uuid4()


@pytest.fixture
def case():
    return Case(kind=CaseKind.REVISION, subject_type="revision", subject_id=str(NUMBER), details={})


@pytest.mark.parametrize(
    ("seen", "edits"),
    [(None, None), ("3", 3), ("0", 0), ("x", -1), ("-1", -1), ("", -1), ("٣", -1)],
)
def test_what_is_no_number_of_edits_fits_no_comment(case, tmp_path, seen, edits):
    assert task_of(None, case, tmp_path, seen=seen).edits_seen == edits


@pytest.mark.parametrize("seen", ["x", "12", "\0"])
def test_what_names_no_revision_was_never_seen(case, tmp_path, seen):
    assert task_of(None, case, tmp_path, seen=seen).revision_seen == NEVER_SEEN


def test_the_revision_seen_is_the_cases_own_where_nobody_says(case, tmp_path):
    other = uuid.uuid4()

    assert task_of(None, case, tmp_path).revision_seen == NUMBER
    assert task_of(None, case, tmp_path, seen=str(other)).revision_seen == other

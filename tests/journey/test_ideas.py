from collections import Counter

import pytest

from directory.journey.ideas import IDEAS, ideas_of
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist


@pytest.mark.parametrize("kind", Kind)
def test_every_item_belongs_to_one_idea(kind):
    codes = Counter(idea.codes[kind] for idea in IDEAS if kind in idea.codes)

    assert codes == Counter(checklist(kind).codes)


def test_every_idea_has_a_key_of_its_own():
    keys = [idea.key for idea in IDEAS]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", Kind)
def test_of_one_kind_only_its_own_items_are_compared(kind):
    assert len(ideas_of([kind])) == len(checklist(kind).items)


def test_of_all_kinds_every_idea_is_compared():
    assert ideas_of(list(Kind)) == IDEAS

"""Taking merges back."""

import pytest

from directory.listings.merging import merge
from directory.listings.undoing_merge import unmerge
from tests.listings.merged_worlds import ACTOR, dump, plant_world
from tests.vetting.factories import NOW


@pytest.mark.parametrize("seed", range(8))
def test_merging_and_taking_it_back_leaves_every_table_as_it_was(session, seed):
    kept, other = plant_world(session, seed)
    before = dump(session)
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    between = dump(session)

    undone = unmerge(session, row, actor=ACTOR, now=NOW)

    assert between != before
    assert undone.stayed == ()
    assert dump(session) == before

"""What a draft of an assessment may hold."""

import pytest

from directory.vetting.drafts import MAX_COMMENT_BYTES, MAX_LENGTH, bounded


@pytest.mark.parametrize("step", ["visits", "core", "more", "send"])
def test_only_what_a_page_asks_is_kept_and_no_more_than_it_can_send(step):
    names = ("sore", "month", "T2", "R2", "whole", "comment", "attested")
    fields = {name: ["\0" + "x" * 100_000] * 50 for name in (*names, "else", *map(str, range(200)))}

    kept = bounded(step, fields)

    assert 0 < len(kept) < len(names)
    assert {len(values) for values in kept.values()} == {1}
    assert {len(value) for values in kept.values() for value in values} <= {
        MAX_LENGTH,
        MAX_COMMENT_BYTES,
    }


def test_several_links_may_be_ticked():
    assert bounded("visits", {"links": ["feet", "hips"] * 9})["links"] == ["feet", "hips"] * 6


def test_a_comment_is_cut_between_letters():
    (kept,) = bounded("more", {"comment": ["x" + "ü" * 20_000]})["comment"]

    assert kept == "x" + "ü" * 7_999

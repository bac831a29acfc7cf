"""Reasons."""

import pytest

from directory.interchange.remarks import Reason, RowRejected


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_is_wrong_and_what_to_do(reason):
    assert reason.text.endswith(".")
    assert reason.advice.endswith(".")


def test_a_rejection_carries_its_reason():
    assert str(RowRejected(Reason.NO_NAME)) == Reason.NO_NAME.text

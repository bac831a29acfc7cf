"""Fixtures of the privacy room's tests."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """The folder of proofs."""
    made = tmp_path / "proofs"
    made.mkdir()
    return made

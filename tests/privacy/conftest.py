"""Fixtures of the privacy room's tests."""

import pytest

from directory.files.keeping import documents_folder, photos_folder, proofs_folder


@pytest.fixture
def var(tmp_path):
    """The folder of what a site keeps."""
    made = tmp_path / "var"
    for folder in (proofs_folder(made), documents_folder(made), photos_folder(made)):
        folder.mkdir(parents=True)
    return made


@pytest.fixture
def folder(var):
    """The folder of proofs."""
    return proofs_folder(var)

"""Files are kept where nobody else looks, and no file outlives its use."""

import os
from datetime import timedelta

import pytest

from directory.files.checking import FileKindUnknown, checked_photo
from directory.files.keeping import (
    delete_after_commit,
    documents_folder,
    keep_file,
    kept_file,
    photos_folder,
    proofs_folder,
    sweep,
)
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER, picture

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    return proofs_folder(tmp_path / "var")


def test_each_use_has_a_folder_of_its_own(tmp_path):
    folders = {proofs_folder(tmp_path), documents_folder(tmp_path), photos_folder(tmp_path)}

    assert len(folders) == 3
    assert {folder.parent for folder in folders} == {tmp_path / "uploads"}


def test_the_caller_says_what_is_taken(folder):
    with pytest.raises(FileKindUnknown):
        keep_file(folder, PAPER, checked_photo)

    assert keep_file(folder, picture("PNG"), checked_photo).path.suffix == ".jpg"


def test_a_file_goes_when_what_names_it_fails(folder):
    with pytest.raises(ZeroDivisionError), kept_file(folder, PAPER):
        _ = 1 / len(list(folder.iterdir())[1:])

    assert list(folder.iterdir()) == []


def test_only_the_site_itself_can_look_at_the_files(folder):
    kept = keep_file(folder, PAPER)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert (kept.path.parent, kept.size_bytes) == (folder, len(PAPER))


def test_names_are_random_and_end_as_the_content_says(folder):
    names = [keep_file(folder, content).path.name for content in (PAPER, PAPER, picture("PNG"))]

    assert len(set(names)) == 3
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "pdf", "jpg"]
    assert min(len(name) for name in names) > 30


def test_a_refused_file_leaves_nothing_behind(folder):
    with pytest.raises(FileKindUnknown):
        keep_file(folder, b"hello")

    assert not folder.exists()


def test_a_rollback_spares_the_file(session, folder):
    kept = keep_file(folder, PAPER)
    delete_after_commit(session, kept.path)
    session.rollback()

    session.commit()

    assert kept.path.exists()


def test_the_end_of_a_savepoint_is_no_commit(session, folder):
    before, inside, within = (keep_file(folder, PAPER).path for _ in range(3))
    delete_after_commit(session, before)
    with session.begin_nested():
        delete_after_commit(session, inside)
        with session.begin_nested():
            delete_after_commit(session, within)
    assert set(folder.iterdir()) == {before, inside, within}

    session.commit()

    assert list(folder.iterdir()) == []


def test_a_savepoint_that_fails_takes_back_what_was_said_inside(session, folder):
    before, inside, within = (keep_file(folder, PAPER).path for _ in range(3))
    delete_after_commit(session, before)
    savepoint = session.begin_nested()
    delete_after_commit(session, inside)
    with session.begin_nested():
        delete_after_commit(session, within)
    savepoint.rollback()

    session.commit()

    assert set(folder.iterdir()) == {inside, within}


def test_a_transaction_that_fails_spares_the_files_of_its_savepoints(session, folder):
    kept = keep_file(folder, PAPER)
    with session.begin_nested():
        delete_after_commit(session, kept.path)
    session.begin_nested()
    delete_after_commit(session, kept.path)
    session.rollback()

    session.commit()

    assert kept.path.exists()


def test_a_file_that_is_gone_already_does_not_trouble_the_commit(session, folder):
    make_practitioner(session)
    delete_after_commit(session, folder / "gone.pdf")

    session.commit()

    assert not folder.exists()


def test_the_sweep_takes_old_files_that_nothing_names(folder):
    named, orphan, young = (keep_file(folder, PAPER).path for _ in range(3))
    for path in (named, orphan):
        os.utime(path, (0, 0))

    swept = sweep(folder, {named.name}, HOUR)

    assert swept == 1
    assert set(folder.iterdir()) == {named, young}


def test_there_may_be_nothing_to_sweep(folder):
    assert sweep(folder, set(), HOUR) == 0

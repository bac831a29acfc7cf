"""A folder takes mails one file each, whole, for the site's user only, and not for ever."""

import stat

import pytest

from directory.outbox.mail_folder import FolderTransport, mails_in
from directory.outbox.message import compose
from directory.outbox.transport import NoWayOut
from tests.outbox.test_message import PARTS


def _put(folder, *names, kept=500):
    with FolderTransport(folder, kept=kept).open() as carrier:
        for name in names:
            carrier.hand_over(compose(**PARTS), "ada@runner.example", name)


def test_each_mail_is_a_file_that_only_its_owner_reads(tmp_path):
    folder = tmp_path / "var" / "mail"

    _put(folder, "1", "2")

    assert [path.name for path in mails_in(folder)] == ["2.eml", "1.eml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in mails_in(folder)} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"Your code is 123456." in mails_in(folder)[0].read_bytes()


def test_the_same_mail_again_is_one_file(tmp_path):
    _put(tmp_path, "1")

    _put(tmp_path, "1")

    assert [path.name for path in tmp_path.iterdir()] == ["1.eml"]


def test_the_oldest_mails_go(tmp_path):
    _put(tmp_path, "1", "2", "3", kept=2)

    assert [path.name for path in mails_in(tmp_path)] == ["3.eml", "2.eml"]


def test_no_folder_holds_no_mails(tmp_path):
    assert mails_in(tmp_path / "mail") == []


def test_a_folder_that_cannot_be_made_is_no_way_out(tmp_path):
    (tmp_path / "mail").write_text("in the way")

    with pytest.raises(NoWayOut):
        _put(tmp_path / "mail", "1")


def test_a_folder_that_vanishes_is_no_way_out_and_leaves_nothing_half_written(tmp_path):
    folder = tmp_path / "mail"

    with FolderTransport(folder).open() as carrier:
        folder.rmdir()

        with pytest.raises(NoWayOut):
            carrier.hand_over(compose(**PARTS), "ada@runner.example", "1")

    assert not folder.exists()

"""Fetching: only the files the lock names, and not a second time."""

import hashlib
import zipfile

import pytest

from directory.config import ROOT
from directory.geo.download import DownloadFailed, fetch_wheels


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder that pip takes for the whole world, with one wheel in it."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    with zipfile.ZipFile(folder / "madeup-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            "madeup-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: madeup\nVersion: 1.0\n"
        )
        wheel.writestr("madeup-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("madeup-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def lock(tmp_path, shelf):
    wheel = shelf / "madeup-1.0-py3-none-any.whl"
    return write_lock(tmp_path, hashlib.sha256(wheel.read_bytes()).hexdigest())


def write_lock(folder, digest):
    path = folder / "places.txt"
    path.write_text(f"# made up\nmadeup==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    return path


def test_a_wheel_is_fetched_and_then_kept(tmp_path, lock, shelf):
    wheels = fetch_wheels(lock, tmp_path / "download")
    assert wheels["madeup"].is_file()
    (shelf / "madeup-1.0-py3-none-any.whl").unlink()

    assert fetch_wheels(lock, tmp_path / "download") == wheels


def test_a_slow_network_is_given_up(tmp_path, lock):
    with pytest.raises(DownloadFailed, match="took longer"):
        fetch_wheels(lock, tmp_path / "download", timeout_seconds=0.001)


def test_another_file_than_the_lock_names_is_refused(tmp_path, shelf):
    lock = write_lock(tmp_path, "0" * 64)

    with pytest.raises(DownloadFailed, match="could not be fetched"):
        fetch_wheels(lock, tmp_path / "download")


def test_a_wheel_for_one_machine_only_is_not_what_was_meant(tmp_path, lock, shelf):
    wheel = shelf / "madeup-1.0-py3-none-any.whl"
    wheel.rename(shelf / "madeup-1.0-py2.py3-none-any.whl")

    with pytest.raises(DownloadFailed, match="missing or not the file"):
        fetch_wheels(lock, tmp_path / "download")


def test_a_damaged_wheel_is_fetched_again(tmp_path, lock):
    wheel = fetch_wheels(lock, tmp_path / "download")["madeup"]
    whole = wheel.read_bytes()
    wheel.write_bytes(b"damaged")

    fetch_wheels(lock, tmp_path / "download")

    assert wheel.read_bytes() == whole


def test_the_projects_own_lock_names_both_sources_and_no_host():
    text = (ROOT / "requirements" / "places.txt").read_text(encoding="utf-8")

    assert text.count("--hash=sha256:") == 2
    assert "://" not in text
    assert "--index-url" not in text

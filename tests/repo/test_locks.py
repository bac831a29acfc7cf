"""Locks name what is installed by hash and nowhere by host."""

import json
import re

import pytest

from directory.config import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NPM = (ROOT, ROOT / "benchmarks" / "lighthouse")
"""Folders of what npm installs."""


def _requirements(path):
    """Each pinned requirement with its hashes, as one line."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def _pins(path):
    return {re.split(r"\s+--hash", line)[0].strip() for line in _requirements(path)}


def test_there_are_locks():
    assert {path.name for path in LOCKS} >= {"run.txt", "dev.txt", "node.txt"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path):
    loose = [
        line
        for line in _requirements(path)
        if not re.match(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", line)
        or not re.search(r"--hash=sha256:[0-9a-f]{64}", line)
    ]

    assert loose == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_host(path):
    assert "://" not in path.read_text(encoding="utf-8")
    assert "index-url" not in path.read_text(encoding="utf-8")


def test_what_runs_is_tested_in_the_same_versions():
    run, dev = (_pins(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))

    assert run <= dev


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_npm_lock_has_hashes_and_no_host(folder):
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    installed = {name: facts for name, facts in packages.items() if name}
    assert [name for name, facts in installed.items() if "integrity" not in facts] == []
    assert [name for name, facts in installed.items() if "resolved" in facts] == []


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_npm_goes_on_leaving_hosts_out(folder):
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text(encoding="utf-8")

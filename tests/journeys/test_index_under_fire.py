"""The index survives kills at every step, rebuilds under load, and torn, missing or locked files."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from directory.config import ROOT
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner
from tests.running import RunningProgram, RunningSite, command, unmeasured, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]

OLD, NEW = [8, 8, 0], [8, 5, 3]
"""Totals of everybody, of the older and of the newer texts, before and after the change."""

PATHS = ("/search?q=knee+pain", "/api/v1/practitioners?q=gait", "/search", "/api/v1/practitioners")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What became of an index that was killed at one file operation after the other, by what for."""
    return {
        how: _reports(tmp_path_factory.mktemp(how), how) for how in ("apply", "rebuild", "first")
    }


def _reports(folder, how):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.journeys.dying", folder, how],
        env=unmeasured(os.environ) | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("how", "before"), [("apply", OLD), ("rebuild", OLD), ("first", None)])
def test_killed_at_any_file_operation_the_index_is_wholly_old_or_wholly_new(told, how, before):
    states = [report["after"] for report in told[how]]

    assert len(states) > 30
    assert [report["died"] for report in told[how]] == [True] * (len(states) - 1) + [False]
    assert states == sorted(states, key=[before, NEW].index)
    assert before in states


@pytest.mark.parametrize("how", ["apply", "rebuild", "first"])
def test_after_any_kill_the_same_work_done_again_completes_it_and_leaves_no_rest(told, how):
    assert {tuple(report["again"]) for report in told[how]} == {tuple(NEW)}
    assert {report["versions"] for report in told[how]} == {1}


class Visitors:
    """Threads that ask for pages, one after the other, and keep every status."""

    def __init__(self, site, threads=3):
        self.site = site
        self.statuses = []
        self.bodies = []
        self._going = True
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self._going = False
        for thread in self._threads:
            thread.join()

    def _ask(self, turn):
        while self._going:
            status, body = self.site.get(PATHS[turn % len(PATHS)])
            self.statuses.append(status)
            if status != 200:
                self.bodies.append(body)
            turn += 1
            time.sleep(0.02)  # leaves the processor to those who build the index


@pytest.fixture
def servers():
    """How many processes answer."""
    return 1


@pytest.fixture
def site(settings, session, tmp_path, servers):
    """A running site with a few listings and its worker."""
    for _ in range(40):
        make_practitioner(session, terms={"modality": ["gait_analysis"]})
    session.commit()
    assert command("reindex", settings=settings).returncode == 0
    with RunningSite(settings, tmp_path / "site", servers=servers) as running:
        running.wait_until_up()
        yield running


def total(site):
    status, answer = site.get("/api/v1/practitioners")
    return answer["total"] if status == 200 else None


@pytest.mark.parametrize("servers", [2])
def test_no_request_fails_while_the_index_is_built_anew_and_changed(site, settings, tmp_path):
    program = ["-m", "tests.journeys.writer", "0.05"]
    with Visitors(site) as visitors, RunningProgram(program, settings, tmp_path / "written"):
        for _ in range(2):
            assert command("reindex", settings=settings).returncode == 0
        asked = len(visitors.statuses)
        wait_until(lambda: len(visitors.statuses) > asked + 20, "nobody asks any more")

    assert set(visitors.statuses) == {200}, visitors.bodies[:1]
    assert len(visitors.statuses) > 50


def test_the_worker_killed_again_and_again_loses_nothing(site, settings, open_session, tmp_path):
    program = ["-m", "tests.journeys.writer"]
    with RunningProgram(program, settings, tmp_path / "written") as writer:
        for _ in range(3):
            (worker,) = wait_until(lambda: _processes_of(site, "worker"), "no worker runs")
            _wait_for_changes(site)
            os.kill(worker, signal.SIGKILL)
            wait_until(lambda gone=worker: gone not in _processes_of(site, "worker"), "it lives")
        writer.kill()

    session = open_session()
    wait_until(lambda: _promises(session) == 0, "the index does not catch up")
    session.rollback()
    listed = session.scalar(select(func.count(Practitioner.id)))
    wait_until(lambda: total(site) == listed, "search and database differ")


def tear(index):
    """Cut every file of the version in use to half its length."""
    for path in _files_of(index):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lose(index):
    """Remove every file of the version in use."""
    for path in _files_of(index):
        path.unlink()


def spoil_pointer(index):
    """Overwrite what says which version is in use; its files stay as they are."""
    (index / "current").write_text("nonsense")


def _files_of(index):
    name, _ = (index / "current").read_text().split()
    found = list((index / name).iterdir())
    assert len(found) >= 3
    return found


@pytest.mark.parametrize("damage", [tear, lose, spoil_pointer])
def test_a_damaged_index_is_owned_up_to_and_built_anew(settings, session, tmp_path, damage):
    for _ in range(40):
        make_practitioner(session, terms={"modality": ["gait_analysis"]})
    session.commit()
    assert command("reindex", settings=settings).returncode == 0
    damage(settings.index_path)

    # Processes that never read the index whole, and nobody yet who could build it anew.
    with RunningSite(settings, tmp_path / "site", "--port", "0", servers=2) as site:
        site.wait_until_up()
        status, headers, page = site.ask("/search?q=gait")
        refused = site.ask("/api/v1/practitioners?q=gait")
        others = {path: site.get(path)[0] for path in ("/", "/method", "/healthz", "/api/v1")}
        ready = site.get("/readyz")
        with RunningProgram(["-m", "directory", "worker"], settings, tmp_path / "worker") as worker:
            wait_until(lambda: total(site) is not None, "the index is not built anew")
            said = worker.said()

        assert (status, headers["Retry-After"]) == (503, "30")
        assert headers["Content-Type"].startswith("text/html")
        assert "The search index is being prepared. Try again in a moment." in page
        assert "Traceback" not in page
        assert (refused[0], refused[1]["Retry-After"]) == (503, "30")
        assert refused[1]["Content-Type"] == "application/problem+json"
        assert set(others.values()) == {200}
        assert (ready[0], ready[1]["index"]) == (503, "missing")
        assert "rebuilding the index" in said
        assert total(site) == 40
        assert site.get("/search?q=gait")[0] == 200


def test_a_held_lock_delays_changes_but_no_answers(site, settings, session):
    before = total(site)
    with (settings.index_path / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_practitioner(session)
        session.commit()
        wait_until(lambda: "another process is writing" in site.said().lower(), site.said())

        held = total(site)

    assert held == before
    wait_until(lambda: total(site) == before + 1, "the change does not arrive")


def _promises(session):
    session.rollback()
    return session.scalar(select(func.count(OutboxEntry.id)))


def _wait_for_changes(site):
    seen = site.said().count("indexed")
    wait_until(lambda: site.said().count("indexed") > seen, "nothing is indexed")
    time.sleep(0.02)  # into the next batch


def _processes_of(site, command_name):
    """Ids of the site's processes that run a `directory` command."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            group = os.getpgid(int(entry.name))
        except OSError:
            continue
        if group == site.process.pid and command_name.encode() in words:
            found.append(int(entry.name))
    return found

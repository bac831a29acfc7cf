"""Long-running commands stop when asked, and with their supervisor."""

import os
import signal
import subprocess
import sys

import pytest

from directory.cli.processes import SUPERVISOR, Requests, stop_with_supervisor
from directory.config import ROOT


@pytest.fixture
def requests():
    """Requests that listen; the test process gets its own handlers back."""
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    }
    made = Requests()
    made.listen()
    yield made
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_to_stop_and_ends_the_wait(requests, number):
    os.kill(os.getpid(), number)

    requests.wait(3_600)

    assert requests.stop


def test_hangup_asks_to_reload_and_not_to_stop(requests):
    os.kill(os.getpid(), signal.SIGHUP)

    assert requests.reload
    assert not requests.stop


def test_waiting_comes_to_an_end_without_a_signal(requests):
    requests.wait(0.01)

    assert not requests.stop


def test_a_process_without_supervisor_goes_on():
    stop_with_supervisor({})


def test_a_process_of_a_living_supervisor_goes_on():
    answer = _child_of(str(os.getpid()))

    assert answer.stdout == b"on\n"


def test_a_process_whose_supervisor_went_ends_at_once():
    answer = _child_of("1")

    assert answer.stdout == b""
    assert answer.returncode == 0


def _child_of(supervisor):
    program = "from directory.cli.processes import *; stop_with_supervisor(); print('on')"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, SUPERVISOR: supervisor},
        capture_output=True, check=False,
    )  # fmt: skip

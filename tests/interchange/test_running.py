"""Runs under way and runs that were killed."""

import signal
import subprocess
import sys

from directory.interchange.running import is_gone, under_way

HOLD = """
import pathlib, signal, sys
from directory.interchange.running import under_way
with under_way(pathlib.Path(sys.argv[1]), 7):
    print("held", flush=True)
    signal.pause()
"""


def test_a_run_is_not_gone_as_long_as_it_is_under_way(tmp_path):
    with under_way(tmp_path, 7):
        assert not is_gone(tmp_path, 7)
        assert is_gone(tmp_path, 8)

    assert is_gone(tmp_path, 7)


def test_a_run_that_ends_leaves_nothing_behind(tmp_path):
    with under_way(tmp_path, 7):
        pass

    assert list((tmp_path / "imports").iterdir()) == []


def test_a_killed_run_is_gone_and_cleared_away(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        assert not is_gone(tmp_path, 7)
        process.send_signal(signal.SIGKILL)

    assert is_gone(tmp_path, 7)
    assert list((tmp_path / "imports").iterdir()) == []

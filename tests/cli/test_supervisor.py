"""The supervisor keeps its children, and none outlives it."""

import os
import signal
import sys

import pytest

from directory.cli.supervisor import Child, Supervisor

FOREVER = "import time; time.sleep(3600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(3600)"
ASK_TO_STOP = (
    "import os, signal; os.kill(os.getppid(), signal.SIGTERM); import time; time.sleep(3600)"
)


@pytest.fixture(autouse=True)
def _signals():
    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    }
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def _child(program, *, restarts=False, name="server"):
    return Child(
        name=name, command=[sys.executable, "-c", program], restarts=restarts, reload=signal.SIGHUP
    )


def _run(*children, stop_within_s=9.0):
    said = []
    supervisor = Supervisor(children, os.environ, said.append, stop_within_s)
    return supervisor.run(), said


def test_the_end_of_the_server_ends_everything_with_its_code():
    bystander = _child(FOREVER, restarts=True, name="worker")

    code, said = _run(_child("raise SystemExit(7)"), bystander)

    assert code == 7
    assert said == ["The server ended with exit code 7."]
    assert not bystander.running


@pytest.mark.parametrize("program", ["", "import os; os.kill(os.getpid(), 9)"])
def test_a_server_that_ends_without_a_failure_code_is_a_failure_too(program):
    assert _run(_child(program))[0] == 1


def test_a_signal_stops_everything_with_code_zero():
    children = [_child(FOREVER), _child(ASK_TO_STOP, restarts=True, name="worker")]

    code, _ = _run(*children)

    assert code == 0
    assert not any(child.running for child in children)


def test_a_dead_worker_starts_again(tmp_path):
    lives = tmp_path / "lives"
    program = (
        f"import os, signal; lives = open({str(lives)!r}, 'a+'); lives.write('x'); lives.flush();"
        "lives.seek(0); len(lives.read()) == 2 and os.kill(os.getppid(), signal.SIGTERM)"
    )

    code, said = _run(_child(FOREVER), _child(program, restarts=True, name="worker"))

    assert code == 0
    assert lives.read_text() == "xx"
    assert said[0] == "The worker ended with exit code 0; starting it again."


def test_hangup_reaches_the_children(tmp_path):
    reloaded = tmp_path / "reloaded"
    program = (
        "import os, signal, time\n"
        "def reload(*_):\n"
        f"    open({str(reloaded)!r}, 'w').close()\n"
        "    os.kill(os.getppid(), signal.SIGTERM)\n"
        "signal.signal(signal.SIGHUP, reload)\n"
        "os.kill(os.getppid(), signal.SIGHUP)\n"
        "time.sleep(3600)\n"
    )

    code, _ = _run(_child(program))

    assert code == 0
    assert reloaded.exists()


def test_a_worker_that_reload_ended_starts_again_without_a_pause(tmp_path):
    lives, deaf = tmp_path / "lives", tmp_path / "deaf"
    program = (
        f"import os, signal, time; lives = open({str(lives)!r}, 'a+'); lives.write('x'); lives.flush()\n"
        f"while not os.path.exists({str(deaf)!r}): time.sleep(0.01)\n"
        "lives.seek(0); second = len(lives.read()) == 2;"
        "os.kill(os.getppid(), signal.SIGTERM if second else signal.SIGHUP); time.sleep(3600)"
    )
    worker = _child(program, restarts=True, name="worker")

    _run(
        _child(
            "import signal, time; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
            f"open({str(deaf)!r}, 'w').close(); time.sleep(3600)"
        ),
        worker,
    )

    assert lives.read_text() == "xx"
    assert worker.next_start_at <= worker.started_at


def test_a_child_that_does_not_stop_is_killed():
    stubborn = _child(STUBBORN)

    code, _ = _run(stubborn, _child(ASK_TO_STOP, restarts=True, name="worker"), stop_within_s=1.0)

    assert code == 0
    assert stubborn.process.returncode in {-signal.SIGKILL, -signal.SIGTERM}


def test_children_do_not_see_ctrl_c():
    program = "import os, signal; os.kill(os.getpid(), signal.SIGINT); raise SystemExit(3)"

    assert _run(_child(program))[0] == 3

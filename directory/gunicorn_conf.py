"""How gunicorn serves the site; its names are gunicorn's own settings.

`directory serve` passes this file on and adds the socket it opened. The access log stays off:
addresses here hold what people search for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gunicorn.http.message

from directory.cli.processes import stop_with_supervisor
from directory.config import Settings
from directory.http import collecting, miss_counts
from directory.http.view_counts import write_last
from directory.http.warm import warm_up

_settings = Settings.from_env()
_MEMORY = Path("/dev/shm")  # noqa: S108 - only heartbeats, in files without a name

_LONGEST_LINE = 65_536
"""Bytes of a request line. Up to here an address that is too long gets an answer of our own, which
is kinder; without any bound, gunicorn's work grows with the square of the length."""

# gunicorn cuts its own setting down to this constant, which is far below a percent-encoded text.
gunicorn.http.message.MAX_REQUEST_LINE = _LONGEST_LINE

worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
timeout = 60
graceful_timeout = 7
keepalive = 5
max_requests = 0
umask = 0o077
logger_class = "directory.http.server_log.ServerLogger"
limit_request_line = _LONGEST_LINE
forwarded_allow_ips = ""
control_socket_disable = True
loglevel = _settings.log_level if _settings.log_level != "info" else "warning"
worker_tmp_dir = str(_MEMORY) if _MEMORY.is_dir() else None


def on_starting(_server: Any) -> None:
    """Let the server end with the supervisor that started it."""
    stop_with_supervisor()


def post_worker_init(worker: Any) -> None:
    """Get a process ready for its first visitor; the first one says where the site is."""
    warm_up(worker.wsgi)
    collecting.take_over()
    if worker.age == 1:
        host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host
        print(f"{_settings.site_name} is at http://{host}:{_settings.port}", flush=True)  # noqa: T201


def worker_exit(_server: Any, worker: Any) -> None:
    """Let a process that ends write what it has counted, if it came so far as to have a site."""
    if getattr(worker, "wsgi", None) is not None:
        write_last(worker.wsgi)
        miss_counts.write_last(worker.wsgi)

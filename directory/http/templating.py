"""How templates fail, and where they are kept compiled."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, NoReturn

from apiflask import APIFlask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache

from directory.http.collecting import RenderedAlone

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class PlainEnvironment(Environment):
    """Jinja's environment without rewritten tracebacks, whose pages no collection interrupts.

    Jinja replaces the frames of a failing template by made-up ones that name the template's own
    lines. Under a threaded server on CPython 3.11 walking them crashes the process (40 of 60
    failing requests were answered, then SIGSEGV); with plain frames all 60 were.
    """

    template_class = RenderedAlone

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002
        """Let the failure through as it is; Jinja calls this while handling it."""
        raise  # noqa: PLE0704 - there is an exception being handled


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates in a folder, so that only the first process has to compile them.

    Compiling all of them takes a second, reading them a sixth of that. What is kept counts only
    for the very text it was compiled from. A folder that cannot be written costs that second.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was kept; a torn one, or none, is compiled anew."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room for it."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class Site(APIFlask):
    """The application, with templates that fail plainly."""

    jinja_environment = PlainEnvironment

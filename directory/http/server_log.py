"""gunicorn's log without what visitors sent: its own lines quote addresses of pages and of people."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from gunicorn.glogging import Logger

from directory.http.logging import failure_facts

_QUOTE = re.compile(r"( from ip)?[:=\n]")
"""Where gunicorn's ready-made sentences begin to quote."""

_GAP = re.compile(r"%[a-z]")


class ServerLogger(Logger):
    """Writes of a failure at a request only its kind and where it came from.

    The process that only starts the others reads no requests; its lines stay as they are.
    """

    def __init__(self, cfg: Any) -> None:
        super().__init__(cfg)
        self._starter = os.getpid()

    def critical(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log what went wrong for good."""
        self._write("critical", msg, args, kwargs)

    def error(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log what went wrong."""
        self._write("error", msg, args, kwargs)

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log what may have gone wrong, such as a request that cannot be read."""
        self._write("warning", msg, args, kwargs)

    def info(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log what happens."""
        self._write("info", msg, args, kwargs)

    def debug(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log what a developer of the server wants to know."""
        self._write("debug", msg, args, kwargs)

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log a failure that is being handled."""
        self._write("error", msg, args, {"exc_info": True} | kwargs)

    def log(self, lvl: int | str, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log at a level given by name or by number."""
        if self._is_starter():
            super().log(lvl, msg, *args, **kwargs)
        else:
            super().log(lvl, "%s", discreet(msg, args, sys.exception()))

    def _write(self, level: str, msg: object, args: tuple[Any, ...], kwargs: Any) -> None:
        write = getattr(self.error_log, level)
        if self._is_starter():
            write(msg, *args, **kwargs)
        else:
            write("%s", discreet(msg, args, sys.exception()))

    def _is_starter(self) -> bool:
        return os.getpid() == self._starter


def discreet(msg: object, args: tuple[Any, ...], failure: BaseException | None) -> str:
    """Give a line for the log that quotes nobody. Pure.

    Args:
        msg: A message of gunicorn's: with arguments its pattern, else ready-made.
        args: Its arguments, of which only numbers are kept.
        failure: What is being handled, if anything; its message is left out.
    """
    if isinstance(msg, BaseException):
        text = type(msg).__qualname__
    elif args:
        kept = iter([str(value) if isinstance(value, int) else "(left out)" for value in args])
        text = _GAP.sub(lambda _gap: next(kept, "(left out)"), str(msg))
    else:
        text = _QUOTE.split(str(msg), maxsplit=1)[0]
    if failure is None:
        return text
    facts = failure_facts(failure, with_message=False)
    return f"{text}: {facts['error']} ({'; '.join(facts['at'][-3:])})"

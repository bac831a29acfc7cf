"""Writes an index again and again, killed with SIGKILL at one file operation after the other.

Run as a program, which has no threads and may fork: `python -m tests.journeys.dying WORK HOW`, with
an empty folder to work in and "apply", "rebuild" or "first" (a rebuild where no index was before).
Prints for every kill, as JSON: which operation it was, what the index then answered, and what it
answered after the same was done once more.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from directory.search.engine import Batch, SearchUnavailable
from directory.search.whoosh_engine import WhooshEngine
from tests.search.contract import EVERYBODY
from tests.search.worlds import asking, document, public_id

OLD = [document(number, texts={"bio": "older"}) for number in range(8)]
CHANGED = [document(n, version=2, texts={"bio": "newer"}) for n in (1, 3, 9)]
GONE = public_id(5)
NEW = [*(one for one in OLD if one.id not in {GONE, *(d.id for d in CHANGED)}), *CHANGED]
EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"})


def change(folder, how):
    """Do what is to be interrupted."""
    engine = WhooshEngine(folder)
    if how == "apply":
        engine.apply(Batch(CHANGED, frozenset({GONE})))
    else:
        engine.rebuild(NEW)


def answer(folder):
    """What a fresh reader finds: how many in all, and how many of the older and newer texts."""
    engine = WhooshEngine(folder)
    try:
        found = [
            engine.search(query).total for query in (EVERYBODY, asking("older"), asking("newer"))
        ]
    except SearchUnavailable:
        return None
    return found


def die_at(number, folder):
    """Let this process be killed at the n-th operation on the folder's files."""
    seen = 0

    def count(event, arguments):
        nonlocal seen
        if event in EVENTS and any(str(folder) in str(argument) for argument in arguments):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def killed(number, folder, how):
    """Change an index in a process that dies on the way; tells whether it got to die."""
    child = os.fork()
    if child == 0:
        die_at(number, folder)
        change(folder, how)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("The change failed before it could be killed.")
    return os.WIFSIGNALED(status)


def main(work, how):
    """Kill at the first operation, at the second, and so on until the change comes to its end."""
    prepared = work / "prepared"
    if how == "first":
        prepared.mkdir()
    else:
        WhooshEngine(prepared).rebuild(OLD)
    number, died = 0, True
    while died:
        number += 1
        folder = work / f"index{number}"
        shutil.copytree(prepared, folder)
        died = killed(number, folder, how)
        after = answer(folder)
        change(folder, how)
        versions = len(list(folder.glob("v-*")))
        report = {"operation": number, "died": died, "after": after, "again": answer(folder)}
        sys.stdout.write(json.dumps(report | {"versions": versions}) + "\n")
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""Every module has its test where one looks for it: `directory/a/b.py` in `tests/a/test_b*.py`."""

import ast

from directory.config import ROOT
from tests.repo.tree import name_of, python_files

ELSEWHERE = {
    "directory/__main__.py": "one line; tests/cli/test_serve.py runs every program through it",
    "directory/wsgi.py": "one line; tests/cli/test_serve.py serves it",
    "directory/gunicorn_conf.py": "only settings; tests/cli/test_serve.py serves with it",
    "directory/models.py": "only imports; tests/migrations compares what they make",
    "directory/cli/migrations.py": "tests/migrations",
}
"""Modules whose test stands somewhere else, and where or why."""


def _has_code(path):
    """Whether a module does more than import and describe itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)


def _test_of(path):
    """The pattern of the names its test may have."""
    inside = path.relative_to(ROOT / "directory")
    stem = inside.parent.name or "app" if path.stem == "__init__" else path.stem
    return ROOT / "tests" / inside.parent, f"test_{stem}*.py"


def test_every_module_has_a_mirror_test_or_a_stated_reason():
    lonely = []
    for path in python_files("directory"):
        folder, pattern = _test_of(path)
        if name_of(path) not in ELSEWHERE and _has_code(path) and not any(folder.glob(pattern)):
            lonely.append(name_of(path))

    assert lonely == []


def test_every_stated_reason_is_needed():
    stale = []
    for name in ELSEWHERE:
        folder, pattern = _test_of(ROOT / name)
        if not (ROOT / name).exists() or any(folder.glob(pattern)):
            stale.append(name)

    assert stale == []

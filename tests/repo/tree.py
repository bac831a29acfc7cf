"""The project's own text files, without what is installed, built or written at run time."""

from directory.config import ROOT

_TOP = ("*.md", "*.toml", "*.json", "Makefile", ".npmrc", ".ci/run", "requirements/*.txt")
_FOLDERS = (
    "directory",
    "migrations",
    "templates",
    "seed_data",
    "tests",
    "benchmarks",
    "docs",
    "assets",
)
_TEXT = {
    ".py",
    ".html",
    ".jinja",
    ".txt",
    ".md",
    ".toml",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".svg",
    ".po",
    ".tsv",
    ".csv",
}
_MADE = {"__pycache__", "dist", "node_modules"}


def text_files():
    """Every text file of the project."""
    for pattern in _TOP:
        yield from ROOT.glob(pattern)
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in _TEXT and not _MADE & set(path.parts):
                yield path


def python_files(*folders):
    """Every Python file under some folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not _MADE & set(path.parts):
                yield path


def name_of(path):
    """The path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()

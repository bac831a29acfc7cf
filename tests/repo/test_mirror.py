"""Every module has its test where one looks for it: `directory/a/b.py` in `tests/a/test_b*.py`."""

import ast

from directory.config import ROOT
from tests.repo.tree import name_of, python_files

ELSEWHERE = {
    "directory/__main__.py": "one line; tests/cli/test_serve.py runs every program through it",
    "directory/accounts/models.py": "tables; every test of tests/accounts fills them",
    "directory/api/": "each resource is asked through the client, as programs do: tests/api",
    "directory/cases/models.py": "a table; tests/cases/test_cases.py fills it",
    "directory/cli/migrations.py": "tests/migrations",
    "directory/cli/progress.py": "a bar; tests/cli/test_search.py sees it drawn",
    "directory/cli/places.py": "tests/geo/test_places_command.py, beside its small world",
    "directory/cli/site.py": "one message; tests/cli/test_serve.py provokes it in three commands",
    "directory/cli/seed.py": "tests/demo/test_seed_command.py",
    "directory/demo/": "parts of one made-up world, which tests/demo asks as a whole",
    "directory/gunicorn_conf.py": "only settings; tests/cli/test_serve.py serves with it",
    "directory/http/__init__.py": "only wiring; every test of tests/http goes through it",
    "directory/http/account_sessions.py": "tests/web/test_sign_in.py, by its cookies",
    "directory/http/facets.py": "tests/http/test_words.py",
    "directory/http/language.py": "tests/http/test_words.py",
    "directory/http/letters.py": "a record of settings; tests/outbox/test_letters.py writes with it",
    "directory/http/problem.py": "tests/http/test_errors.py",
    "directory/http/second_factor.py": "tests/web/test_staff_sign_in.py goes through both steps",
    "directory/http/services.py": "a record; tests/test_app.py fills and reads it",
    "directory/http/titles.py": "tests/http/test_errors.py",
    "directory/http/translation.py": "tests/http/test_words.py",
    "directory/http/units.py": "tests/http/test_words.py",
    "directory/http/wording.py": "tests/http/test_words.py",
    "directory/listings/document_rows.py": "tests/listings/test_documents.py",
    "directory/listings/fact_rows.py": "part of writing; tests/listings/test_writing.py",
    "directory/listings/merging/reversals.py": "tests/moderation/test_undoing.py takes them back",
    "directory/listings/merging/views.py": "part of merging; tests/listings/test_merging.py",
    "directory/listings/merging/waiting.py": "tests/listings/test_merge_cases.py, with the cases",
    "directory/listings/models.py": "tables; every test of tests/listings fills them",
    "directory/listings/owner_mail.py": "tests/listings/test_deciding.py reads the mails",
    "directory/listings/place_rows.py": "part of writing; tests/listings/test_writing.py",
    "directory/listings/revising.py": "tests/listings/test_service.py, by what waits after it",
    "directory/listings/undoing_rows.py": "part of undoing; tests/listings/test_undoing.py",
    "directory/listings/words.py": "tests/listings/test_checking.py and test_place_checking.py",
    "directory/outbox/transport.py": "the port; tests/outbox/test_smtp.py and test_mail_folder.py",
    "directory/journey/wishes.py": "half of the benches; tests/journey/test_benches.py",
    "directory/search/engine.py": "the port; tests/search/contract.py holds for what stands behind",
    "directory/search/finding.py": "half of the service; tests/search/test_service.py, test_points.py",
    "directory/search/results.py": "records; tests/search/test_service.py asks for them",
    "directory/search/segment_arrays.py": "tests/search/test_segment.py writes and tears them",
    "directory/search/weighing.py": "half of the engine; tests/search/contract.py and test_offers.py",
    "directory/search/whoosh_codec.py": "half of the writing; tests/search/test_whoosh_writing.py",
    "directory/search/whoosh_decoding.py": "tests/search/test_segment.py, beside the arrays",
    "directory/vetting/models.py": "tables; every test of tests/vetting fills them",
    "directory/vetting/shelf.py": "part of moving; tests/vetting/test_moving.py",
    "directory/vetting/recount.py": "tests/vetting/test_rescoring.py",
    "directory/web/": "each page is asked through the client, as visitors do: tests/web",
}
"""Modules and folders whose tests stand somewhere else, and where or why."""


def _does_something(path):
    """Whether a module defines a function or method that is more than a form to fill in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(not _is_form(function) for function in functions)


def _is_form(function):
    last = function.body[-1]
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)


def _excused(path):
    name = name_of(path)
    return any(
        name == known or (known.endswith("/") and name.startswith(known)) for known in ELSEWHERE
    )


def _is_tested(path):
    inside = path.relative_to(ROOT / "directory")
    stem = (inside.parent.name or "app") if path.stem == "__init__" else path.stem
    return any((ROOT / "tests" / inside.parent).glob(f"test_{stem}*.py"))


def test_every_module_has_a_mirror_test_or_a_stated_reason():
    lonely = [
        name_of(path)
        for path in python_files("directory")
        if _does_something(path) and not _excused(path) and not _is_tested(path)
    ]

    assert lonely == []


def test_every_stated_reason_is_needed():
    stale = [
        name
        for name in ELSEWHERE
        if not (ROOT / name).exists() or ((ROOT / name).is_file() and _is_tested(ROOT / name))
    ]

    assert stale == []

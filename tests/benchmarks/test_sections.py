"""Benchmarks write their own section of a page and leave the others alone."""

import pytest

from benchmarks.sections import put_beginning, put_section


@pytest.fixture
def page(tmp_path):
    made = tmp_path / "figures.md"
    made.write_text("# Figures\n\nOld.\n\n## One\n\n1\n\n## Two\n\n2\n", encoding="utf-8")
    return made


def test_a_section_is_put_in_its_own_place(page):
    put_section(page, "## One\n\nnew \\1\n")

    assert page.read_text() == "# Figures\n\nOld.\n\n## One\n\nnew \\1\n\n## Two\n\n2\n"


def test_a_new_section_comes_last(page):
    put_section(page, "## Three\n\n3\n")

    assert page.read_text().endswith("## Two\n\n2\n\n## Three\n\n3\n")


def test_the_beginning_is_put_before_the_sections(page):
    put_beginning(page, "# Figures\n\nNew.\n")

    assert page.read_text() == "# Figures\n\nNew.\n\n## One\n\n1\n\n## Two\n\n2\n"


def test_a_page_is_begun(tmp_path):
    put_beginning(tmp_path / "one.md", "# One\n")
    put_section(tmp_path / "two.md", "## Two\n")

    assert (tmp_path / "one.md").read_text() == "# One\n"
    assert (tmp_path / "two.md").read_text() == "## Two\n"

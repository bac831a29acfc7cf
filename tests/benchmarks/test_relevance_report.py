"""The tables on relevance say what was measured, and replace only their own section."""

from benchmarks.relevance import report
from benchmarks.relevance.judged import Question
from benchmarks.relevance.report import Answers, with_section


def question(number, **what_matters):
    columns = {"q": "knee", "near": "", "type": "name", "half": "tune", "grades": {"a": 3}}
    return Question(id=f"name-{number}", **columns | what_matters)


QUESTIONS = [question(1), question(2, type="natural", near="Bath", grades={"b": 3, "a": 1})]
PEER = Answers("BM25, stems", {"name-1": ["x", "a"], "name-2": []})
OWN = Answers("this site", {"name-1": ["a"], "name-2": ["b", "a"]})


def test_a_row_for_each_type_and_one_for_all():
    text = report.tables(QUESTIONS, [PEER, OWN])

    assert "| name | 1 | 0.631 | 1.000 | +0.369 (+0.369 to +0.369) |" in text
    assert "| natural | 1 | 0.000 | 1.000 | +1.000 (+1.000 to +1.000) |" in text
    assert "| **all** | 2 | 0.315 | 1.000 | +0.685" in text


def test_precision_and_recall_stand_next_to_the_best_order():
    text = report.tables(QUESTIONS, [PEER, OWN])

    assert "| P@3 | questions | BM25, stems | this site | best order |" in text
    assert "| natural | 1 | 0.000 | 0.333 | 0.333 |" in text
    assert "| Recall@20 | questions | BM25, stems | this site | best order |" in text


def test_every_row_has_as_many_cells_as_its_heading():
    for block in report.tables(QUESTIONS, [PEER, OWN]).split("\n\n"):
        assert len({line.count("|") for line in block.strip().splitlines()}) == 1


def test_the_questions_stand_with_the_worst_first():
    names = {"a": "Ada Alder", "b": "Bram Birch", "x": "Xenia Yew"}

    lines = report.listing_of_questions(QUESTIONS, PEER, names).splitlines()

    assert lines[0].startswith("0.000  name-2  knee near Bath")
    assert lines[1].strip() == "nobody"
    assert lines[3].strip() == "Xenia Yew 0, Ada Alder 3"


def test_a_section_is_replaced_and_the_others_stay():
    page = "# Quality\n\n## Relevance\n\nold\n\n## Places\n\nkept\n"

    found = with_section(page, "## Relevance\n\nnew\n")

    assert found == "# Quality\n\n## Relevance\n\nnew\n\n## Places\n\nkept\n"
    assert with_section(found, "## Relevance\n\nnew\n") == found


def test_the_second_sets_section_stands_within_the_firsts_and_survives_it():
    page = "# Quality\n\n## Relevance\n\nold\n\n## Places\n\nkept\n"
    second = report.second_section("| a table |\n", "report", 140)

    found = with_section(with_section(page, second), "## Relevance\n\nnew\n")

    assert found.startswith("# Quality\n\n## Relevance\n\nnew\n\n### A second set\n")
    assert found.endswith("| a table |\n\n## Places\n\nkept\n")
    assert with_section(found, second) == found


def test_the_second_sets_section_ends_a_page_that_has_none_to_put_it_into():
    found = with_section("# Quality\n", "### A second set\n\nnew\n")

    assert found == "# Quality\n\n### A second set\n\nnew\n"


def test_a_page_without_the_section_gets_it_at_its_end(tmp_path):
    page = tmp_path / "quality.md"

    report.write("## Relevance\n\nnew\n", page)

    assert page.read_text() == "# Quality\n\n## Relevance\n\nnew\n"


def test_the_section_names_its_command_and_its_half():
    text = report.section("| a table |\n", "report", 208)

    assert "python -m benchmarks.relevance --half report --write" in text
    assert "208 made-up listings" in text


def test_the_second_sets_section_names_its_command_and_how_many_it_holds():
    text = report.second_section("| a table |\n", "all", 140)

    assert "python -m benchmarks.relevance --set second --half all --write" in text
    assert "140 other listings" in text
    assert "Asked: all questions." in text

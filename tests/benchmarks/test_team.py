"""The benchmark of teams measures both sides and writes a row for each question."""

from benchmarks.team import KINDS, main


def test_every_question_gets_a_row_with_both_sides(capsys):
    main(["--listings", "300", "--questions", "2"])

    said = capsys.readouterr().out
    rows = [line for line in said.splitlines() if line.startswith("| ")][1:]
    assert [row.split(":")[0].strip("| ") for row in rows] == list(KINDS)
    assert said.startswith("## My team")

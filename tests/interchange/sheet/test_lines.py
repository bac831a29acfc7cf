"""Rows are cut where their quotation marks say, and one mark too many costs one line."""

from directory.interchange.sheet.lines import LONGEST_LINE, Lines, rows


def cut(text, delimiter=","):
    return [tuple(row) for row in rows(Lines(iter(text.splitlines(keepends=True))), delimiter)]


def test_rows_have_the_number_of_their_first_line():
    assert cut('a,b\n"c\nd",e\nf,g\n') == [(1, ["a", "b"]), (2, ["c\nd", "e"]), (4, ["f", "g"])]


def test_line_ends_of_every_system_are_line_ends():
    assert [cells for _, cells in cut("a,b\r\nc,d\re,f")] == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_empty_rows_are_no_rows():
    assert cut("\n,,\n  \na,b\n") == [(4, ["a", "b"])]


def test_an_open_quotation_mark_costs_its_line_alone():
    assert cut('a,"b\nc,d\n"e",f\n') == [(1, None), (2, ["c", "d"]), (3, ["e", "f"])]


def test_an_open_quotation_mark_on_the_last_line_costs_that_line():
    assert cut('a,b\nc,"d') == [(1, ["a", "b"]), (2, None)]


def test_signs_behind_a_closing_mark_are_let_pass():
    assert cut('a,"b" ,c\n') == [(1, ["a", "b ", "c"])]


def test_marks_within_a_plain_cell_are_text():
    assert cut('a,5" foam roller,c\n') == [(1, ["a", '5" foam roller', "c"])]


def test_a_text_without_line_ends_is_no_row():
    assert cut("x" * (LONGEST_LINE + 1)) == [(1, None)]


def test_a_cell_that_is_too_long_costs_its_line():
    assert cut('a,"' + "x" * 140_000 + '"\nb,c\n') == [(1, None), (2, ["b", "c"])]


def test_a_mark_that_stays_open_is_looked_for_only_so_far():
    lines = 'a,"b\n' + "c,d\n" * 3_000 + '"e"\n'

    found = cut(lines)

    assert found[0] == (1, None)
    assert len(found) == 3_002

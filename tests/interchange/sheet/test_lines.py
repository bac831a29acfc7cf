"""Rows are cut where their quotation marks say, and one mark too many costs one line."""

import csv

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


def test_a_cell_may_be_as_long_as_a_line():
    long = "x" * (LONGEST_LINE - 5)

    assert cut(f'a,"{long}"\nb,c\n') == [(1, ["a", long]), (2, ["b", "c"])]


def test_a_long_cell_leaves_other_readers_their_limit():
    limit = csv.field_size_limit()

    cut('a,"' + "x" * 150_000 + '"\n')

    assert csv.field_size_limit() == limit


def test_a_long_cell_with_a_blank_behind_it_is_let_pass():
    long = "x" * 150_000

    assert cut(f'"{long}" ,b\n') == [(1, [f"{long} ", "b"])]


def test_a_cell_of_several_long_lines_costs_its_line():
    assert cut('a,"' + "x" * 190_000 + "\n" + "y" * 190_000 + '\n"\nb,c\n')[0] == (1, None)


class CountedLines(Lines):
    """Lines that count how often one is read."""

    asked = 0

    def next(self):
        self.asked += 1
        return super().next()


def test_marks_that_stay_open_on_every_line_are_read_in_proportion():
    lines = CountedLines(['a","\n'] * 8_000)

    found = list(rows(lines, ","))

    assert len(found) > 7_000
    assert lines.asked < 2_500_000


def test_rows_of_a_few_lines_are_read_after_many_open_marks():
    good = 'a,"b\nc"\n'

    found = cut('a","\n' * 8_001 + "x,y\n" * 2_001 + good)

    assert found[-1][1] == ["a", "b\nc"]


def test_a_mark_that_stays_open_is_looked_for_only_so_far():
    lines = 'a,"b\n' + "c,d\n" * 3_000 + '"e"\n'

    found = cut(lines)

    assert found[0] == (1, None)
    assert len(found) == 3_002

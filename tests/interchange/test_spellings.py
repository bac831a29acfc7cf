"""The word lists."""

from directory.interchange.spellings import pairs, words


def test_lists_keep_the_order_of_the_file():
    assert words("letters_in_streets")[:4] == ("N", "S", "E", "W")


def test_a_table_given_out_is_a_copy():
    pairs("us_states").clear()

    assert pairs("us_states")["CO"] == "Colorado"

"""Names stay distinct as long as there are any, and running out of them stops nothing."""

from random import Random

from directory.demo.people import draw_person
from directory.demo.places import draw_practice_name
from directory.demo.stock import metros, trades


class Everything(set):
    """A world in which every name is taken."""

    def __contains__(self, name):
        return True


METRO = metros()[0]
TRADE = trades()[0]


def drawing(seed):
    return Random(seed)  # noqa: S311 - nothing secret hangs on a test's draw


def test_a_name_that_is_taken_is_not_given_again():
    first = draw_person(drawing(1), METRO, TRADE, set())

    second = draw_person(drawing(1), METRO, TRADE, {first.name})

    assert second.name != first.name


def test_when_names_run_out_people_share_one():
    assert draw_person(drawing(1), METRO, TRADE, Everything()).name


def test_a_practice_takes_the_towns_name_when_its_own_is_taken():
    first = draw_practice_name(drawing(1), METRO, TRADE, set())

    second = draw_practice_name(drawing(1), METRO, TRADE, {first})

    assert any(second.endswith(town.city) for town in METRO.towns)


def test_when_names_of_practices_run_out_a_number_helps():
    assert draw_practice_name(drawing(1), METRO, TRADE, Everything()).split()[-1].isdigit()

"""Sets of NPIs."""

from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.npi_sets import KnownNpis, SeenNpis
from directory.practitioners.npi import check_digit

NINE_DIGITS = st.integers(100_000_000, 299_999_999).map(str)
NPIS = NINE_DIGITS.map(lambda nine: nine + check_digit(nine))


@given(known=st.sets(NPIS), asked=st.lists(st.one_of(NPIS, st.text(max_size=14))))
def test_known_numbers_are_found_and_no_others(known, asked):
    texts = [*asked, *known]

    found = KnownNpis(known).places_among(texts)

    assert found == [place for place, text in enumerate(texts) if text in known]


def test_a_longer_text_is_not_taken_for_a_number_it_begins_with():
    assert KnownNpis(["1234567893"]).places_among(["12345678934", "123456789", ""]) == []


def test_of_nothing_nothing_is_known():
    assert KnownNpis([]).places_among(["1234567893"]) == []
    assert KnownNpis(["1234567893"]).places_among([]) == []


@given(npis=st.lists(NPIS))
def test_a_number_is_seen_from_the_second_time_on(npis):
    seen = SeenNpis()

    told = [seen.add(npi) for npi in npis]

    assert told == [npi in npis[:place] for place, npi in enumerate(npis)]


def test_the_first_and_the_last_number_have_a_place():
    seen = SeenNpis()

    assert [seen.add(npi) for npi in ("1000000004", "2999999998")] == [False, False]
    assert [seen.add(npi) for npi in ("1000000004", "2999999998")] == [True, True]


def test_a_set_larger_than_is_taken_at_once_is_whole():
    npis = [f"{number:010}" for number in range(120_000, 0, -1)]

    known = KnownNpis(iter(npis))

    assert known.places_among(npis) == list(range(120_000))

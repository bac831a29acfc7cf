"""Names: what is clear is found, what is not clear is asked, what does not fit is refused."""

import pytest

from directory.geo.gazetteer import PlaceNotFound


@pytest.mark.parametrize(
    ("text", "label", "precision"),
    [
        ("Portland, ME", "Portland, Maine", "city"),
        ("portland or", "Portland, Oregon", "city"),
        ("Portland (Maine)", "Portland, Maine", "city"),
        ("Portland, TX", "Portland, Texas", "city"),
        ("Portland, Maine, USA", "Portland, Maine", "city"),
        ("St. Paul MN", "Saint Paul, Minnesota", "city"),
        ("N Las Vegas, NV", "North Las Vegas, Nevada", "city"),
        ("Washington, DC", "Washington, District of Columbia", "city"),
        ("Brooklyn", "Brooklyn, New York", "city"),
        ("New York", "New York City, New York", "city"),
        ("Muenchen", "Munich, Bayern, Germany", "city"),
        ("München", "Munich, Bayern, Germany", "city"),
        ("Munchen, Bavaria", "Munich, Bayern, Germany", "city"),
        ("Münster", "Münster, Nordrhein-Westfalen, Germany", "city"),
        ("Cologne", "Köln, Nordrhein-Westfalen, Germany", "city"),
        ("Berlin, DE", "Berlin, Germany", "city"),
        ("San Juan, PR", "San Juan, Puerto Rico", "city"),
        ("Narrow Creek, Oregon", "Narrow Creek, Oregon", "city"),
        ("Oregon", "Oregon", "admin1"),
        ("California", "California", "admin1"),
        ("Washington (state)", "Washington", "admin1"),
        ("Germany", "Germany", "country"),
        ("UK", "United Kingdom", "country"),
        ("United States (country)", "United States", "country"),
        ("12 Main St Portland ME", "Portland, Maine", "city"),
        ("Main St, Portland, ME", "Portland, Maine", "city"),
        ("Hauptstr. 5, Berlin", "Berlin, Germany", "city"),
        ("Capitol Hill, Seattle, WA", "Seattle, Washington", "city"),
    ],
)
def test_a_clear_name_is_found_without_asking(gazetteer, text, label, precision):
    resolution = gazetteer.resolve(text)

    assert resolution.place.label == label
    assert resolution.place.precision == precision
    assert resolution.confident


@pytest.mark.parametrize(
    ("text", "guess", "alternative"),
    [
        ("Springfield", "Springfield, Missouri", "Springfield, Massachusetts"),
        ("Portland", "Portland, Oregon", "Portland, Maine"),
        ("Washington", "Washington, District of Columbia", "Washington"),
        ("LA", "Los Angeles, California", "Louisiana"),
        ("London, CA", "London, Ontario, Canada", "London, California"),
        ("Ontario, CA", "Ontario, California", "Ontario, Canada"),
        ("Camden, London", "Camden Town, England, United Kingdom", None),
        ("Somewhere, Denver", "Denver, Colorado", None),
    ],
)
def test_a_name_that_is_not_clear_is_guessed_but_asked(gazetteer, text, guess, alternative):
    resolution = gazetteer.resolve(text)

    assert not resolution.confident
    assert resolution.place.label == guess
    assert alternative in {None, *(place.label for place in resolution.alternatives)}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Denver, ME", "Denver, Colorado"),
        ("Denver, Maine, USA", "Denver, Colorado"),
        ("Porltand", "Portland, Oregon"),
        ("Portlnad, ME", "Portland, Maine"),
        ("New Portland, ME", "Portland, Maine"),
        ("Portland, Narnia", "Portland, Oregon"),
        ("Springfield, Denver", "Springfield, Missouri"),
        ("Mexico", "Mexico, Missouri"),
        ("12345 Narnia Road", None),
        ("Cancun, Mexico", None),
        ("00000", None),
        ("99999", None),
        ("APO AA 09001", None),
        ("", None),
        (" , ,", None),
        ("95.1, 10.2", None),
        ("a\x00b", None),
        ("x" * 201, None),
        ("\udcff", None),
    ],
)
def test_what_does_not_fit_is_not_found_but_suggests(gazetteer, text, suggestion):
    with pytest.raises(PlaceNotFound) as failure:
        gazetteer.resolve(text)

    assert suggestion in {None, *failure.value.suggestions}

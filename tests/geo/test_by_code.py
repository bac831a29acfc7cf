"""Postal codes: believed where the rest of the text agrees, asked about where it does not."""

import pytest


@pytest.mark.parametrize(
    ("text", "label", "precision"),
    [
        ("93535", "93535 Lancaster, California", "postal"),
        ("97201-1234", "97201 Portland, Oregon", "postal"),
        ("SW1A 1AA", "SW1A London, England, United Kingdom", "postal"),
        ("W1A 1AA", "W1 London, England, United Kingdom", "postal"),
        ("K1A 0B1", "K1A Ottawa, Ontario, Canada", "postal"),
        ("10115 Berlin", "10115 Berlin, Germany", "postal"),
        ("D-10115", "10115 Berlin, Germany", "postal"),
        ("8001 Zürich", "8001 Zürich, Switzerland", "postal"),
        ("75001 Paris", "75001 Paris, Île-de-France, France", "postal"),
        ("1012 AB Amsterdam", "1012 Amsterdam, Noord-Holland, Netherlands", "postal"),
        ("624 66", "624 66 Fårö, Gotlands län, Sweden", "postal"),
        ("97201 USA", "97201 Portland, Oregon", "postal"),
        ("Washington, DC 20001", "20001 Washington, District of Columbia", "postal"),
        ("Flat 2, Some House, SW1A 2AA", "SW1A London, England, United Kingdom", "postal"),
        ("London SW1A 2AA", "SW1A London, England, United Kingdom", "postal"),
        ("12 Main St, Portland, ME 04101", "04101 Portland, Maine", "postal"),
    ],
)
def test_a_code_that_the_text_confirms_is_found_without_asking(gazetteer, text, label, precision):
    resolution = gazetteer.resolve(text)

    assert resolution.place.label == label
    assert resolution.place.precision == precision
    assert resolution.confident


@pytest.mark.parametrize(
    ("text", "guess", "alternative"),
    [
        ("10115", "10115 New York", "10115 Berlin, Germany"),
        ("Denver, ME 80202", "80202 Denver, Colorado", None),
        ("Seattle, WA 97201", "97201 Portland, Oregon", "Seattle, Washington"),
        ("Denver SW1A 1AA", "SW1A London, England, United Kingdom", "Denver, Colorado"),
        ("Portlnd 97201", "97201 Portland, Oregon", None),
    ],
)
def test_a_code_that_may_be_meant_otherwise_is_asked_about(gazetteer, text, guess, alternative):
    resolution = gazetteer.resolve(text)

    assert not resolution.confident
    assert resolution.place.label == guess
    assert alternative in {None, *(place.label for place in resolution.alternatives)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1200 Broadway, Denver, CO", "Denver, Colorado"),
        ("12345 Main St, Denver, CO", "Denver, Colorado"),
        ("14201 Broadway, New York, NY", "New York City, New York"),
        ("Lancaster CA 00000", "Lancaster, California"),
    ],
)
def test_a_house_number_is_not_taken_for_a_code(gazetteer, text, label):
    resolution = gazetteer.resolve(text)

    assert resolution.place.label == label
    assert resolution.confident


def test_a_hint_decides_between_countries(gazetteer):
    resolution = gazetteer.resolve("10115", country_hint="DE")

    assert resolution.place.label == "10115 Berlin, Germany"
    assert resolution.confident

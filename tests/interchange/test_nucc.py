"""The codes of the NUCC taxonomy that are listed."""

import re

from directory.interchange.nucc import taxonomy
from directory.practitioners.vocabulary import Kind, vocabulary


def test_every_code_has_the_form_of_one():
    assert all(re.fullmatch(r"[0-9A-Z]{9}X", code) for code in taxonomy())


def test_every_code_names_a_profession_of_its_kind():
    professions = vocabulary("profession")

    assert all(taxon.kind in professions[taxon.profession].kinds for taxon in taxonomy().values())


def test_a_health_coach_is_a_movement_coach():
    assert taxonomy()["171400000X"].kind is Kind.MOVEMENT_COACH


def test_only_clinics_are_codes_of_organisations_alone():
    of_organisations = {taxon.code for taxon in taxonomy().values() if taxon.organisation}

    assert of_organisations == {"261QP2000X", "261QR0400X"}

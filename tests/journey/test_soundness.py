"""A self-check that contradicts itself is refused, and the refusal names the flaw."""

from dataclasses import replace

import pytest

from directory.journey.screen import HintLink, Rule, screen
from directory.journey.soundness import CheckUnsoundError, flaws_of, sound

CHECK = screen()


def rule(when, then="pain", words=""):
    """A rule that one writes down before all others."""
    return Rule(then, words, when)


def test_the_check_that_we_have_is_sound():
    assert flaws_of(CHECK) == ()


@pytest.mark.parametrize(
    ("added", "flaw"),
    [
        (rule({"answer": "onset", "in": ["rest", "noon"]}), "onset has no answer noon"),
        (rule({"answer": "mood", "in": ["low"]}), "mood has no answer low"),
        (rule({"any": [{"all": [{"danger": "mild"}]}]}), "mild is no severity"),
        (rule({"danger": "doctor"}, then="surgeon"), "no outcome is called surgeon"),
        (rule({"all": []}, words="After {many_km} km"), "no threshold is called many_km"),
    ],
)
def test_a_rule_that_asks_for_what_there_is_not_is_named(added, flaw):
    written = replace(CHECK, rules=(added, *CHECK.rules))

    assert flaws_of(written) == (flaw,)


def test_a_last_rule_that_may_fail_and_an_outcome_out_of_reach_are_named():
    written = replace(CHECK, rules=CHECK.rules[:-1])

    assert flaws_of(written) == (
        "no rule leads to conditioning",
        "the last rule does not always hold",
    )
    assert "the last rule does not always hold" in flaws_of(replace(CHECK, rules=()))


def test_a_number_without_its_source_is_named():
    loose = replace(CHECK.thresholds[0], source="hearsay")

    with pytest.raises(CheckUnsoundError, match=f"{loose.key} has no source"):
        sound(replace(CHECK, thresholds=(loose, *CHECK.thresholds[1:])))


def test_a_danger_sign_of_an_unknown_severity_is_named():
    loose = replace(CHECK.dangers[0], severity="mild")

    assert flaws_of(replace(CHECK, dangers=(loose, *CHECK.dangers[1:]))) == ("mild is no severity",)


@pytest.mark.parametrize(
    ("of", "changed", "flaw"),
    [
        ("dangers", {"source": "hearsay"}, "has no source"),
        ("dangers", {"words": "More than {many} hours"}, "no threshold is called many"),
        ("steps", {"title": "After {many} km"}, "no threshold is called many"),
        ("thresholds", {"means": "Half of {many}"}, "no threshold is called many"),
        ("questions", {"step": "nowhere"}, "is asked in no step"),
    ],
)
def test_whatever_is_loose_in_a_row_is_named(of, changed, flaw):
    first, *others = getattr(CHECK, of)

    (found,) = flaws_of(replace(CHECK, **{of: (replace(first, **changed), *others)}))

    assert flaw in found


def test_a_link_of_a_hint_names_no_unknown_number():
    hint = replace(CHECK.hints[0], links=(HintLink("Within {many} km", {}),))

    assert flaws_of(replace(CHECK, hints=(hint,))) == ("no threshold is called many",)

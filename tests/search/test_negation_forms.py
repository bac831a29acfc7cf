"""What counts as saying "I do not do that", sentence by sentence as people write them."""

import pytest

from directory.search.negation import affirmed, negated

DENIED = [
    ("I do not treat knees.", ("knees",)),
    ("Hips and backs, no knee pain.", ("knee pain",)),
    ("We don't work with children.", ("children",)),
    ("I am not a physical therapist.", ("physical therapist",)),
    ("Unlike chiropractors, I work with strength.", ("chiropractors",)),
    ("I use exercise instead of massage.", ("massage",)),
    ("I load tendons rather than cracking backs.", ("cracking backs",)),
    ("Knee care without dry needling.", ("dry needling",)),
    ("Hands and weights, never needles.", ("needles",)),
    ("Not covered: Aetna", ("Aetna",)),
    ("I no longer see acute injuries", ("acute injuries",)),
    ("We don’t take insurance.", ("insurance",)),
    ("I treat every knee except ACL tears.", ("ACL tears",)),
    ("We refer out fractures.", ("fractures",)),
    ("I can't treat shoulders, elbows or wrists.", ("shoulders", "elbows", "wrists")),
    ("I do not treat knees but love hips.", ("knees",)),
    ("We do not treat fractures; come for gait.", ("fractures",)),
    ("Dr. Lee does not treat children.", ("children",)),
    ("Our clinic does not accept Medicare.", ("Medicare",)),
    ("I won't adjust your spine.", ("spine",)),
    ("We cannot treat pregnant runners.", ("pregnant runners",)),
    ("I don't offer massage for knees.", ("massage",)),
    ("Nor do I treat shoulders.", ("shoulders",)),
    ("I offer neither massage nor needling.", ("massage", "needling")),
    ("We're not taking new knee patients.", ("knee",)),
    ("We are not doctors.", ("doctors",)),
    ("Strength work, not adjustments.", ("adjustments",)),
    ("Children are not seen here.", ("Children",)),
    ("Aetna is not accepted.", ("Aetna",)),
    ("Dry needling is not something I offer.", ("Dry needling",)),
    ("Shoulders are outside my scope.", ("Shoulders",)),
    ("I avoid manipulation of the neck.", ("manipulation",)),
    ("We stopped offering ultrasound.", ("ultrasound",)),
    ("I stay away from needles.", ("needles",)),
    ("I do not treat:\n- knees\n- fractures\nI love hips.", ("knees", "fractures")),
    ("What I don't treat: fractures, tumours, vertigo.", ("fractures", "tumours", "vertigo")),
    ("I do not treat knees, I treat hips.", ("knees",)),
    ("Don't treat backs.", ("backs",)),
    ("Ada Hazel does not coach beginners.", ("beginners",)),
    ("She doesn't see post-surgical patients.", ("post-surgical",)),
    ("I refer knee surgery questions elsewhere.", ("knee surgery",)),
    ("Not for acute injuries.", ("acute injuries",)),
    ("Please note I do not accept Kaiser or Humana.", ("Kaiser", "Humana")),
    ("Currently not accepting Medicare.", ("Medicare",)),
    ("Massage and gait work. No dry needling, no cupping.", ("dry needling", "cupping")),
    ("I don't do shockwave.", ("shockwave",)),
    ("I do not treat knees and I love hips.", ("knees",)),
    ("I don't treat knees and focus on hips.", ("knees",)),
    ("We never use ultrasound.", ("ultrasound",)),
    ("Acupuncture is not offered.", ("Acupuncture",)),
    ("I do not specialise in feet.", ("feet",)),
    ("I don't see knees only hips.", ("knees",)),
    ("We will not treat a knee after surgery.", ("knee",)),
    ("Knee pain not treated here.", ("Knee pain",)),
    ("I am a coach, not a physical therapist.", ("physical therapist",)),
    ("I'm a running coach and not a physiotherapist.", ("physiotherapist",)),
    ("I don't treat knee pain anymore.", ("knee pain",)),
    ("no kids", ("kids",)),
    ("We don't work on necks or jaws.", ("necks", "jaws")),
    ("I treat adults only, no children.", ("children",)),
    ("Sorry, no walk-ins and no massage.", ("massage",)),
    ("I don't work with knee injuries, sorry.", ("knee injuries",)),
    ("Knees are not my specialty.", ("Knees",)),
]
"""Sentences and the words in them that the author does not offer."""

KEPT = [
    ("I do not treat knees but love hips.", "love hips"),
    ("We do not treat fractures; come for gait.", "come for gait"),
    ("I do not treat knees, I treat hips.", "I treat hips"),
    ("I do not treat:\n- knees\n- fractures\nI love hips.", "I love hips"),
    ("I do not treat knees and I love hips.", "hips"),
    ("I don't treat knees and focus on hips.", "hips"),
    ("I don't see knees only hips.", "hips"),
    ("I don't offer massage for knees.", "for knees"),
    ("Unlike chiropractors, I work with strength.", "I work with strength"),
    ("Knee care without dry needling.", "Knee care"),
    ("I treat every knee except ACL tears.", "every knee"),
    ("Hips and backs, no knee pain.", "Hips and backs"),
]
"""Sentences with a denial and what it must leave alone."""

OFFERED = [
    "Not only knees but hips.",
    "No matter how your knee feels.",
    "No wait for a first visit.",
    "I look at hips, not just the knee.",
    "My look doesn't stop at the knee.",
    "Why not start with your hip?",
    "No pain no gain is not my motto.",
    "If rest doesn't help your knee, come.",
    "When nothing else worked for your knee.",
    "Not to worry, knees heal.",
    "You won't be seen for 15 minutes only.",
    "I never treat a knee without looking at the hip.",
    "I don't just treat the knee.",
    "I do not treat the knee alone.",
    "We don't treat knees in isolation.",
    "I treat the runner, not the knee.",
    "I don't treat knees, I treat people.",
    "Including but not limited to knees.",
    "Run again without knee pain.",
    "Back on the trail, no knee pain, no limp.",
    "I am no stranger to knee pain.",
    "I'm not a stranger to Achilles trouble.",
    "No two knees are alike.",
    "No knee is too old.",
    "No knee injury is too small for us.",
    "With or without dry needling.",
    "Knee pain that is not treated early lingers.",
    "Pain is not an enemy.",
    "I can't recommend strength training enough.",
    "You do not need knee surgery.",
    "Your knee does not take load yet?",
    "Don't let knee pain stop you.",
    "Don't ignore knee pain.",
    "Why I don't stop at the knee.",
    "Unlike other physical therapists, I film you.",
    "Unlike most chiropractors, I give exercises.",
    "Knee pain is no reason to stop.",
    "Not sure whether it is your knee?",
    "Do you not like massage?",
    "I'd rather load your knee than rest it.",
    "There is nothing except running here.",
    "It is not unusual to have knee pain.",
    "I do not treat every knee the same.",
    "I don't treat knees like machines.",
    "Massage does not treat the cause of knee pain.",
    "Not all knee pain is the same.",
    "Never too late for a knee.",
    "Never just the knee.",
    "I refer you to a surgeon when your knee needs it.",
    "We do not stop treatment until your knee is ready.",
    "If I do not treat it, I know who does.",
    "Knees are often not treated well.",
    "I tell you which knee is not treated here.",
    "Not a runner yet?",
    "Running is not bad for knees.",
    "My hips, knees and feet: nothing is left out.",
    "Whether or not your knee hurts.",
    "I can't wait to see your knee.",
    "Do not run through knee pain.",
    "Knee pain doesn't have to end your season.",
    "No appointment needed for knee checks.",
    "Cannot run because of knee pain.",
    "Can't squat without knee pain.",
    "Have you never had your gait filmed",
    "Doctors said never run again; we got the knee going.",
]
"""Sentences with a "not" in which nothing is denied that somebody might look for."""


@pytest.mark.parametrize(("sentence", "denied"), DENIED)
def test_what_is_denied_is_blanked_out(sentence, denied):
    left = affirmed(sentence)

    assert [words for words in denied if words in left] == []


@pytest.mark.parametrize(("sentence", "kept"), KEPT)
def test_a_denial_ends_where_something_else_begins(sentence, kept):
    assert kept in affirmed(sentence)


@pytest.mark.parametrize("sentence", OFFERED)
def test_where_it_cannot_be_told_nothing_is_denied(sentence):
    assert negated(sentence) == ()


def test_curly_and_missing_apostrophes_deny_as_well():
    spelt = ["I don't treat knees.", "I don’t treat knees.", "I dont treat knees."]

    assert ["knees" in affirmed(text) for text in spelt] == [False] * 3


def test_case_does_not_matter():
    assert "KNEES" not in affirmed("I DO NOT TREAT KNEES, SORRY.")

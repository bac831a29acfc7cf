"""Real questions, as runners put them, and what each must lead to."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.lexicon import LONGEST, MOST_MEMBERS
from directory.search.parse import MAX_TERMS, parse
from directory.search.thesaurus import lexicon
from directory.search.words import words

SMALL_WORDS = ["back", "of", "to", "my", "start", "over", "50", "no", "DO", "weeks", "3", '"', "-"]

QUESTIONS = [
    # how it is asked, the phrases that must be searched for, the entries it is about
    (
        "my knee hurts on the outside after 3 miles, who can help",
        ["it band syndrome", "iliotibial band syndrome", "knee pain"],
        ["it_band"],
    ),
    ("outside of my knee hurts going downhill", ["it band syndrome", "knee pain"], ["it_band"]),
    ("rolling my IT band does nothing", ["iliotibial band syndrome"], ["it_band"]),
    (
        "pain under my kneecap when I go down the stairs",
        ["patellofemoral pain", "runner knee"],
        ["patellofemoral_pain"],
    ),
    ("sore below the kneecap since I jump", ["patellar tendinopathy"], ["patellar_tendon"]),
    ("the inside of my knee is painful", ["inner knee pain"], ["pes_anserine"]),
    ("my knee locks and catches sometimes", ["meniscus injury"], ["meniscus"]),
    ("arthrosis of the knee, still want to run", ["knee osteoarthritis"], ["knee_osteoarthritis"]),
    (
        "heel pain first thing in the morning",
        ["plantar fasciitis", "plantar heel pain", "heel pain"],
        ["plantar_fasciitis"],
    ),
    (
        "the first steps out of bed are agony",
        ["plantar fasciitis", "plantar heel pain"],
        ["plantar_fasciitis"],
    ),
    ("back of my heel is stiff and sore", ["achilles tendinopathy"], ["achilles"]),
    ("front of my shins hurt when I start running", ["shin splints"], ["shin_splints"]),
    ("tender spot on my shin bone", ["stress fracture"], ["stress_fracture"]),
    (
        "buttock pain when sitting and driving",
        ["proximal hamstring tendinopathy", "piriformis syndrome", "gluteal tendon pain"],
        ["hamstring_tendon", "piriformis"],
    ),
    (
        "pain on the side of my hip when I lie on it at night",
        ["gluteal tendinopathy", "greater trochanteric pain syndrome"],
        ["gluteal_tendon"],
    ),
    ("pinching in the front of my hip when I squat", ["hip impingement"], ["hip_impingement"]),
    ("groin ache after sprinting", ["adductor strain", "groin pain"], ["groin_pain"]),
    (
        "burning under the ball of my foot, like a pebble in my shoe",
        ["metatarsalgia", "morton neuroma", "forefoot pain"],
        ["forefoot_pain"],
    ),
    ("my toes go numb in the second half of a run", ["forefoot pain"], ["forefoot_pain"]),
    ("I keep rolling my ankle on trails", ["ankle instability"], ["ankle_sprain"]),
    ("shooting pain down my leg", ["sciatica"], ["sciatica"]),
    ("my arches have collapsed", ["flat feet", "fallen arches"], ["posterior_tibial"]),
    ("I leak when I run after having a baby", ["stress incontinence"], ["leakage"]),
    ("how soon can I run after birth?", ["postpartum"], ["postpartum_return"]),
    ("expecting in March, may I jog", ["pregnancy"], ["pregnancy"]),
    ("always tired and lost my period", ["low energy availability"], ["low_energy"]),
    ("why do I keep getting injured every spring?", ["recurring injury"], ["recurring_injury"]),
    ("get back to running after ACL surgery", ["return running"], ["acl_return"]),
    ("is it my hamstring, pulled or torn?", ["hamstring strain"], ["hamstring_strain"]),
    ("diagnoses of fasciae and menisci", ["meniscus tear"], ["meniscus"]),
    ("watch me run and tell me what's wrong", ["running gait"], ["running_gait"]),
    ("analyse my stride", ["gait analysis", "running gait"], ["running_gait"]),
    ("form analysis", ["gait analysis", "running gait"], ["running_gait"]),
    ("heel striking, overstriding: can that be changed?", ["gait retraining"], ["gait_retraining"]),
    ("somebody who looks at the whole chain", ["kinetic chain", "whole body"], []),
    ("physio for runners", ["physical therapist"], ["physical_therapist"]),
    ("orthopaedic physical therapy", ["physiotherapist"], ["physical_therapist"]),
    ("chiropractor who does ART", ["active release"], ["chiropractor", "active_release"]),
    ("Graston for tight calves", ["iastm", "calf strain"], ["instrument_assisted"]),
    ("a DO, not a surgeon", ["osteopathic physician"], ["osteopathic_physician"]),
    ("D.O. near me", ["osteopath"], ["osteopath"]),
    ("foot doctor", ["podiatrist"], ["podiatrist"]),
    ("doctor for runners", ["sports physician"], ["sports_physician"]),
    ("coach for my teenage daughter", ["young runners"], ["young_runner"]),
    ("older runner, 62", ["masters runner"], ["masters_runner"]),
    ("coach for runners over 60", ["masters runner"], ["masters_runner"]),
    ("100 mile race", ["ultramarathon"], []),
    ("plan for 26.2", ["marathon"], []),
    ("13.1 in spring", ["half marathon"], []),
    ("couch to 5k", ["starting run", "beginner runner"], ["starting_to_run"]),
    ("off-road and mountain running", ["trail running"], []),
    ("PT that takes Blue Cross", ["physical therapist", "blue cross blue shield"], []),
    ("uses my HSA card", ["health savings account"], []),
    ("out of network, with superbills", ["superbill"], []),
    ("cheap, I have no insurance", ["sliding scale", "self pay"], []),
    ("sliding scale", ["reduced fee"], []),
    ("Medicare", ["medicare"], ["medicare_us"]),
    ("se habla español", ["spanish"], ["es"]),
    ("Spanish speaking", ["spanish"], ["es"]),
    ("sessions in Farsi", ["persian"], ["fa"]),
    ("zoom", ["telehealth"], []),
    ("virtual gait analysis", ["telehealth", "running gait"], ["running_gait"]),
    ("foam rolling", ["myofascial release", "self massage teaching"], ["self_massage"]),
]


@pytest.mark.parametrize(("question", "phrases", "keys"), QUESTIONS)
def test_a_question_leads_to_what_a_runner_means(question, phrases, keys):
    parsed = parse(question, lexicon())

    searched = {" ".join(m.phrase) for group in parsed.text.groups for m in group.members}
    assert set(phrases) <= searched
    assert set(keys) <= {concept.key for concept in parsed.concepts}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("my knee hurts on the outside after 3 miles, who can help", 2),
        ("hi all, just wondering if anyone could recommend a good physio nearby?", 1),
        ("I have had shin splints on and off for about six weeks now, what should I do", 1),
        ("does anybody know someone who really understands hypermobility", 1),
        ("the pain came back again last week when running", 1),
        ("my shins hurt when I start running", 1),
    ],
)
def test_fillers_do_not_dilute_a_long_question(question, told):
    assert len(parse(question, lexicon()).text.groups) == told


@pytest.mark.parametrize(
    "question",
    [
        "knee hurts outside",
        "knee pain stairs",
        "heel pain morning",
        "butt pain sitting",
        "gait analysis",
        "plantar fasciitis",
        "foam rolling",
    ],
)
def test_the_order_of_words_makes_no_difference(question):
    wanted = {concept.key for concept in parse(question, lexicon()).concepts}
    assert wanted

    for order in itertools.permutations(words(question)):
        found = parse(" ".join(order), lexicon()).concepts
        assert {concept.key for concept in found} == wanted


@given(st.data())
def test_any_words_of_the_lexicon_make_a_bounded_question(data):
    spoken = st.sampled_from([*sorted(lexicon().vocabulary), *SMALL_WORDS])
    asked = " ".join(data.draw(st.lists(spoken, max_size=40)))

    parsed = parse(asked, lexicon())

    assert len(parsed.text.groups) <= 2 * MAX_TERMS
    for group in parsed.text.groups:
        assert 1 <= len(group.members) <= MOST_MEMBERS + 2 + LONGEST
        assert group.members[0].phrase == tuple(group.asked.split()) or group.weight < 1
        assert all(0 < member.weight <= 1 and member.fields for member in group.members)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orthopaedic physiotherapist", "orthopedic physiotherapist"),
        ("joint mobilisation", "joint mobilization"),
        ("exercise programme", "exercise program"),
        ("rehab centre", "rehab center"),
        ("fuelling advice", "fueling advice"),
        ("achilles tendonitis", "Achilles tendinitis"),
        ("gait analyses", "gait analysis"),
        ("orthoses", "orthosis"),
        ("P.T.", "PT"),
        ("physios", "physio"),
    ],
)
def test_spellings_lead_to_the_same(one, other):
    first, second = (parse(text, lexicon()) for text in (one, other))

    assert first.concepts == second.concepts
    assert [len(g.members) for g in first.text.groups] == [
        len(g.members) for g in second.text.groups
    ]

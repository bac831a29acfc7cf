"""One form for the spellings and the learned plurals of a word, ahead of the stemmer. Pure.

The stemmer knows English endings. It does not know that British and American pages spell
differently, that the plurals of Greek and Latin words change their ends (fasciae, metatarsi,
diagnoses), or that feet are more than one foot. Both listings and questions go through here, so
that a form only has to be the same for all spellings, not to be a word of its own.
"""

from __future__ import annotations

import re

_WHOLE = {
    other: form
    for form, others in {
        "analysis": "analyses analyse analyze analysed analyzed analysing analyzing analyzes",
        "diagnosis": "diagnoses diagnose diagnosed diagnosing",
        "prosthesis": "prostheses",
        "orthosis": "orthoses",
        "synthesis": "syntheses",
        "lordosis": "lordoses",
        "metatarsus": "metatarsi",
        "meniscus": "menisci meniscuses",
        "gluteus": "glutei",
        "soleus": "solei",
        "calcaneus": "calcanei",
        "fascia": "fasciae fascias",
        "bursa": "bursae bursas",
        "vertebra": "vertebrae vertebras",
        "patella": "patellae patellas",
        "tibia": "tibiae tibias",
        "fibula": "fibulae fibulas",
        "scapula": "scapulae scapulas",
        "phalanx": "phalanges",
        "hallux": "halluces",
        "femur": "femora femurs",
        "biceps": "bicep",
        "disc": "disk",
        "discs": "disks",
        "transcutaneous": "tens",
        "quadriceps": "quadricep",
        "fasciitis": "fascitis fasciitides faciitis fascitus",
        "foot": "feet",
        "calf": "calves calfs",
        "half": "halves",
        "tooth": "teeth",
        "child": "children",
        "man": "men",
        "woman": "women",
        "person": "people",
        "ageing": "aging",
        "judgement": "judgment",
        "grey": "gray",
    }.items()
    for other in others.split()
}

_PARTS = (
    ("orthopaed", "orthoped"),
    ("paediat", "pediat"),
    ("haem", "hem"),
    ("oedem", "edem"),
    ("anaem", "anem"),
    ("ischaem", "ischem"),
    ("anaesth", "anesth"),
    ("gynaec", "gynec"),
    ("oestr", "estr"),
    ("oesoph", "esoph"),
    ("caesar", "cesar"),
    ("rrhoea", "rrhea"),
    ("manoeuvr", "maneuver"),
    ("maneuvre", "maneuver"),
    ("tendono", "tendino"),
    ("tendoni", "tendini"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("tumour", "tumor"),
    ("honour", "honor"),
    ("rigour", "rigor"),
    ("vigour", "vigor"),
    ("harbour", "harbor"),
    ("endeavour", "endeavor"),
    ("centred", "centered"),
    ("centre", "center"),
    ("fibre", "fiber"),
    ("metre", "meter"),
    ("litre", "liter"),
    ("programme", "program"),
    ("fuell", "fuel"),
    ("travell", "travel"),
    ("counsell", "counsel"),
    ("labell", "label"),
    ("modell", "model"),
    ("cancell", "cancel"),
    ("licence", "license"),
    ("practis", "practic"),
    ("defence", "defense"),
)
"""Parts of words as British pages spell them, and as American ones do."""

_SIS = re.compile(r"(gno|ly|the|thro|eno|lio|pho|dino|kine|olo|cro|bro|kylo)ses$")
"""Ends of Greek plurals in -ses whose singular ends in -sis: stenoses, scolioses, fibroses."""

_IZE = re.compile(r"(?<=[a-z]{2})(i|y)z(e[srd]?|ers?|ing|ations?|able)$")
_PART = re.compile("|".join(re.escape(part) for part, _ in _PARTS))
_AMERICAN = dict(_PARTS)


def unified(word: str) -> str:
    """The one form of a folded word for all its spellings and learned plurals. Pure.

    Examples: fasciae -> fascia, orthopaedic -> orthopedic, mobilization -> mobilisation (the
    British way, because American "mobilization" would share its stem with "mobility").
    """
    form = _WHOLE.get(word)
    if form is not None:
        return form
    word = _PART.sub(lambda part: _AMERICAN[part.group()], word)
    word = _SIS.sub(r"\1sis", word)
    return _IZE.sub(r"\1s\2", word)

"""Answers as the documentation shows them; the person is made up."""

from __future__ import annotations

from typing import Any

_PRICE = {"first_visit": 120.0, "next_visit": 95.0, "currency": "USD"}

_LOCATION: dict[str, Any] = {
    "name": "Stride and Hinge",
    "street": "212 Alder Street",
    "city": "Portland",
    "region": "Oregon",
    "region_code": "OR",
    "postal_code": "97205",
    "country": "US",
    "latitude": 45.5207,
    "longitude": -122.6839,
    "precision": "exact",
    "phone": "+1 503 555 0142",
    "hours": {"mon": [["08:00", "12:30"]], "thu": [["13:00", "19:00"]]},
    "price": _PRICE,
    "payers": [{"key": "aetna", "label": "Aetna"}],
    "self_pay": True,
    "sliding_scale": None,
    "accessibility": [],
    "matched": True,
}


def _without_coordinates(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name not in {"latitude", "longitude"}}


_RESULT: dict[str, Any] = {
    "id": "6f2c1c1e-52a5-4b0e-9d0c-7f6f0f3c8a11",
    "slug": "maren-holt-portland",
    "external_id": "0417",
    "url": "http://127.0.0.1:8000/practitioners/maren-holt-portland",
    "name": "Maren Holt",
    "credentials": "PT, DPT",
    "kind": "therapist",
    "profession": "physical_therapist",
    "profession_label": "Physical therapist",
    "score": None,
    "score_interval": None,
    "score_is_new": False,
    "score_cap": None,
    "score_members": 0,
    "accepting": True,
    "accepting_as_of": "2026-02-03",
    "telehealth": None,
    "price": _PRICE,
    "modalities": [{"key": "manual_therapy", "label": "Manual therapy"}],
    "conditions": [],
    "regions": [{"key": "hips", "label": "Hips"}, {"key": "knees", "label": "Knees"}],
    "methods": [{"key": "running_gait", "label": "Running gait analysis"}],
    "stages": [{"key": "mobility", "label": "Mobility"}],
    "languages": [{"key": "en", "label": "English"}],
    "locations": [_LOCATION],
    "status": "published",
    "source": "demo",
    "confirmed_on": "2026-02-03",
    "demo": True,
    "distance_km": 1.2,
    "reasons": ["matches “Running gait analysis” in Methods", "1.2 km"],
    "snippet": [
        {"text": "Runs the trails above the city, and starts with a ", "marked": False},
        {"text": "gait analysis", "marked": True},
        {"text": " before touching a knee.", "marked": False},
    ],
    "unstated": ["telehealth"],
}

_FOUND = ("distance_km", "reasons", "snippet", "unstated")

PROFILE: dict[str, Any] = {
    **{name: value for name, value in _RESULT.items() if name not in _FOUND},
    "locations": [{**_LOCATION, "matched": False}],
    "other_names": ["Maren Holt Physical Therapy"],
    "bio": "Runs the trails above the city, and starts with a gait analysis before touching a knee.",
    "website": None,
    "booking_url": None,
    "gender": None,
    "wait_days": 9,
    "runners_since": 2012,
    "trial_call_minutes": 15,
    "referral_needed": False,
    "evening_hours": True,
    "npi": None,
    "licences": [
        {
            "title": "Physical therapist",
            "number": "00000",
            "region_code": "OR",
            "source": "demo",
            "verified_on": None,
        }
    ],
    "facts": [{"field": "bio", "source": "demo", "verified_on": None}],
}

_PORTLAND: dict[str, Any] = {
    "name": "Portland",
    "label": "Portland, Oregon",
    "query": "Portland, Oregon",
    "latitude": 45.5234,
    "longitude": -122.6762,
    "precision": "city",
    "country": "US",
    "admin1": "Oregon",
}

_OTHER_PORTLAND: dict[str, Any] = {
    "name": "Portland",
    "label": "Portland, Maine",
    "query": "Portland, Maine",
    "latitude": 43.6574,
    "longitude": -70.2589,
    "precision": "city",
    "country": "US",
    "admin1": "Maine",
}

SEARCH_ANSWER: dict[str, Any] = {
    "total": 1,
    "page": 1,
    "per_page": 10,
    "place": {**_PORTLAND, "alternatives": [_OTHER_PORTLAND]},
    "interpreted": {
        "question": "gait analysis",
        "repaired": [{"typed": "analisys", "taken": "analysis", "also": []}],
        "place_in_words": False,
        "radius_km": 40.0,
        "asked_radius_km": 40.0,
        "widened": False,
        "whole_country": False,
        "telehealth_only": False,
        "terms": [{"asked": "gait analysis", "also": ["running analysis", "form analysis"]}],
        "words_dropped": False,
        "excluded": [],
        "unwanted": [],
        "sore": None,
        "currency": "USD",
        "matched": 1,
        "unstated": {"telehealth": 1},
    },
    "results": [_RESULT],
    "new_here": None,
    "facets": {
        "kind": {
            "counts": [{"key": "therapist", "label": "Therapist", "count": 1}],
            "unstated": 0,
        },
        "telehealth": {"counts": [], "unstated": 1},
    },
}

PLACE_ANSWER: dict[str, Any] = {
    "place": _PORTLAND,
    "confident": True,
    "alternatives": [_OTHER_PORTLAND],
}

_KINDS: list[dict[str, Any]] = [
    {"key": key, "label": label, "also": [], "group": None, "note": None}
    for key, label in (
        ("therapist", "Therapist"),
        ("movement_coach", "Movement coach"),
        ("running_coach", "Running coach"),
    )
]

_STAGES: list[dict[str, Any]] = [
    {
        "key": "mobility",
        "label": "Mobility",
        "also": ["stiffness", "tightness"],
        "group": None,
        "note": "The pain is going: win back the ranges running needs.",
    }
]

VOCABULARY: dict[str, Any] = {"name": "kinds", "parameter": "kind", "entries": _KINDS}

VOCABULARIES: dict[str, Any] = {
    "kinds": _KINDS,
    "professions": [],
    "modalities": [],
    "conditions": [],
    "regions": [],
    "methods": [],
    "stages": _STAGES,
    "languages": [],
    "payers": [],
    "accessibility": [],
}

INDEX: dict[str, Any] = {
    "name": "Whole Chain",
    "version": "1",
    "links": [
        {"rel": "search", "href": "/api/v1/practitioners", "title": "Find practitioners"},
        {"rel": "item", "href": "/api/v1/practitioners/{id}", "title": "Read one listing"},
    ],
}

RESULT_FEATURE: dict[str, Any] = {
    "type": "Feature",
    "id": _RESULT["id"],
    "geometry": {"type": "Point", "coordinates": [-122.6839, 45.5207]},
    "properties": {**_RESULT, "locations": [_without_coordinates(_LOCATION)]},
}

PROFILE_FEATURE: dict[str, Any] = {
    **RESULT_FEATURE,
    "properties": {**PROFILE, "locations": [_without_coordinates(PROFILE["locations"][0])]},
}

COLLECTION: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [RESULT_FEATURE],
    "total": 1,
    "page": 1,
    "per_page": 10,
}

_NOTHING_SAID: dict[str, Any] = {"evidence": [], "answers": None, "claim": None, "document": None}

SCORE: dict[str, Any] = {
    "version": "chain-1",
    "state": "new",
    "score": 57.0,
    "uncapped": 57.0,
    "interval": [38.0, 74.0],
    "members": 1,
    "cap": None,
    "items": [
        {
            "code": "T1",
            "title": "Looks beyond the sore place",
            "weight": 20,
            "points": 11.3,
            "possible": 20.0,
            **_NOTHING_SAID,
            "evidence": ["claim"],
            "claim": "I check feet, hips and upper back at the first visit.",
        },
        {
            "code": "T3",
            "title": "Hands-on work with exercise",
            "weight": 16,
            "points": 10.4,
            "possible": 16.0,
            **_NOTHING_SAID,
            "evidence": ["document"],
            "document": {"title": "Manual therapy course", "partly": False, "month": "2026-01"},
        },
        {
            "code": "members",
            "title": "Members, together",
            "weight": None,
            "points": 1.0,
            "possible": None,
            **_NOTHING_SAID,
            "evidence": ["member"],
        },
    ],
    "flags": [],
}
"""Items left out here count like those shown; a true answer has all of them."""

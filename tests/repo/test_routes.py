"""Addresses are promises: to change one is a deliberate act, here and in routes.json."""

import json
from pathlib import Path

FROZEN = Path(__file__).with_name("routes.json")


def test_addresses_stay_what_they_were(app):
    rules = {
        rule.rule: sorted(rule.methods - {"HEAD", "OPTIONS"}) for rule in app.url_map.iter_rules()
    }

    assert rules == json.loads(FROZEN.read_text(encoding="utf-8"))


def test_what_only_shows_is_only_asked_for(app):
    """Nobody can change anything yet, so nothing takes a method that changes."""
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods}

    assert methods <= {"GET", "HEAD", "OPTIONS"}

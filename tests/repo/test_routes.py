"""Addresses are promises: to change one is a deliberate act, here and in routes.json."""

import json
from pathlib import Path

from directory.http.accounts import GUARD

FROZEN = Path(__file__).with_name("routes.json")


OPEN = {
    "sign_in.ask": "to sign in is what strangers do",
    "sign_in.send": "the same",
    "sign_in.enter": "the same; needs the code of a mail",
    "sign_in.follow": "the same; needs the link of a mail",
    "report.send": "a private report needs no account; counted, and only moderators see it",
    "passkeys.enter": "to sign in is what strangers do; needs a passkey's answer to its challenge",
    "staff.check": "the same; needs the password",
    "staff.enter": "the same; needs the first step and a code of the authenticator app",
    "staff.confirm": "the same; needs the first step, and that there is no second factor yet",
    "staff_passwords.send": "whoever has forgotten a password cannot sign in; counted",
    "staff_passwords.chosen": "the same; needs the link of a mail or a command",
    "assess.visits": "answers come first; keeps this browser's own draft, counted by its network",
    "assess.keep_core": "the same",
    "assess.keep_more": "the same",
    "assess.draft": "the same",
    "assess.finish": "the same; stores an assessment only for who is signed in",
    "sign_in.leave": "ends this browser's own session, if it has one",
}
"""Views that change something and stand behind no guard, and why."""

SAFE = {"GET", "HEAD", "OPTIONS"}


def test_addresses_stay_what_they_were(app):
    rules = {}
    for rule in app.url_map.iter_rules():
        rules.setdefault(rule.rule, set()).update(rule.methods - {"HEAD", "OPTIONS"})

    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    assert {rule: sorted(methods) for rule, methods in rules.items()} == frozen


def test_what_changes_something_stands_behind_a_guard_or_says_why_not(app):
    unguarded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods - SAFE and not hasattr(app.view_functions[rule.endpoint], GUARD)
    }

    assert unguarded <= set(OPEN)

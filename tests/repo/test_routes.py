"""Addresses are promises: to change one is a deliberate act, here and in routes.json."""

import json
from pathlib import Path
from uuid import UUID

from directory.http.accounts import GUARD
from tests.accounts.factories import make_account, sign_in

FROZEN = Path(__file__).with_name("routes.json")


OPEN = {
    "sign_in.ask": "to sign in is what strangers do",
    "sign_in.send": "the same",
    "sign_in.enter": "the same; needs the code of a mail",
    "sign_in.follow": "the same; needs the link of a mail",
    "report.send": "a private report needs no account; counted, and only moderators see it",
    "wrong_facts.send": "the same for a wrong fact; nothing changes before a moderator decides",
    "reached.send": "one tap after a call; counted, and several visitors have to agree",
    "recommend.send": "anybody may recommend somebody; counted, and nothing shows",
    "recommend.stopped": "needs the link of an invitation; ends invitations to its address",
    "remove_me.mail": "who never asked to be listed has no account; mails the listing's own address",
    "remove_me.send": "the same; a moderator decides",
    "remove_me.remove": "the same; needs the link of that mail",
    "still_true.confirm": "one click of an owner who need not sign in; needs the link of a mail",
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
    "listing_form.keep_step": "a listing is typed first, signed in for at the end; keeps this "
    "browser's own draft, counted by its network; sends it only for who is signed in",
    "listing_form.draft": "the same",
    "listing_form.preview_card": "draws what was typed; stores nothing; counted",
    "listing_form.keep_edit": "keeps what was typed where a session has run out; counted; changes "
    "a listing only for who speaks for it",
    "listing_form.edit_draft": "the same",
    "desk_evidence.send_claims": "what was typed is kept for who has to sign in again; no more",
    "sign_in.leave": "ends this browser's own session, if it has one",
}
"""Views that change something and stand behind no guard, and why."""

SAFE = {"GET", "HEAD", "OPTIONS"}

VALUES = {"IntegerConverter": 1, "UUIDConverter": UUID(int=1)}
"""What stands in an address by converter; a word elsewhere."""


def addresses(app, chosen):
    """An address of each rule that is chosen, with made-up values in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if chosen(rule):
            values = {
                name: VALUES.get(type(rule._converters[name]).__name__, "word")  # noqa: SLF001
                for name in rule.arguments
            }
            yield rule, adapter.build(rule.endpoint, values)


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


def test_nothing_is_changed_by_a_form_of_another_site(app, client, session):
    staff = make_account(session, roles=["moderator", "admin"])
    session.commit()
    sign_in(client, staff)

    answers = {
        f"{method} {rule.rule}": client.open(address, method=method).status_code
        for rule, address in addresses(app, lambda rule: rule.methods - SAFE)
        for method in rule.methods - SAFE
    }

    assert {"POST /sign-out", "POST /sign-in"} <= set(answers)
    assert set(answers.values()) == {400}, answers


def test_no_page_behind_a_guard_is_kept_anywhere(app, client, session):
    staff = make_account(session, roles=["moderator", "admin"])
    session.commit()
    sign_in(client, staff)

    def is_page(rule):
        return "GET" in rule.methods and hasattr(app.view_functions[rule.endpoint], GUARD)

    kept = {
        rule.rule: client.get(address).headers.get("Cache-Control")
        for rule, address in addresses(app, is_page)
    }

    assert "/account" in kept
    assert set(kept.values()) == {"no-store"}, kept

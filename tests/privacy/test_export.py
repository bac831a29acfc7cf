"""The export holds everything about a member, nothing about others, and no secret."""

import json

import pytest

from directory.accounts.models import Account
from directory.db import Base
from directory.privacy.export import SECTIONS, export_account
from tests.accounts.factories import make_account
from tests.privacy.worlds import COMMENT, NOW, make_full_member

pytestmark = pytest.mark.databases("sqlite")

HELD_IN = {
    "account_role": "roles",
    "passkey": "passkeys",
    "sign_in_code": "sign_in_codes",
    "account_session": "sessions",
    "account_trace": "traces",
    "ownership": "ownerships",
    "assessment": "assessments",
    "assessment_revision": "assessments",
    "visit_proof": "assessments",
    "draft": "drafts",
    "listing_revision": "listing_changes",
    "listing_file": "documents",
    "ownership_claim": "ownership_claims",
    "case_voice": "voices",
}
"""Tables that lead to an account, and the section of the export that tells what they hold."""


def leading_to_accounts():
    """Names of the tables with a foreign key to an account, or to a table that has one."""
    found, growing = {Account.__tablename__}, True
    while growing:
        more = {
            table.name
            for table in Base.metadata.sorted_tables
            if {key.column.table.name for key in table.foreign_keys} & found
        }
        growing = not more <= found
        found |= more
    return found - {Account.__tablename__}


def test_every_table_that_leads_to_an_account_is_exported():
    assert leading_to_accounts() == set(HELD_IN)
    assert set(HELD_IN.values()) <= set(SECTIONS)


def test_of_a_member_with_everything_every_section_holds_something(session, var):
    account = make_full_member(session, var)

    exported = export_account(session, account, NOW)

    empty = [name for name in SECTIONS if not exported[name]]
    assert empty == []
    assert exported["account"]["email"] == "ada@runner.example"
    assert exported["exported_at"] == NOW.isoformat()


def test_assessments_come_with_answers_history_and_proof(session, var):
    account = make_full_member(session, var)

    (assessment,) = export_account(session, account, NOW)["assessments"]

    assert assessment["sore"] == "hip"
    assert assessment["answers"]["T1"] == "yes"
    assert [one["comment"] for one in assessment["earlier_versions"]] == [COMMENT]
    assert assessment["proof"]["file_is_kept"]


def test_the_export_can_be_written_as_json_and_holds_no_digest_or_key(session, var):
    account = make_full_member(session, var)
    keyed = [f"{name}{account.id}" for name in ("device", "network", "credential")]
    secrets = [account.fs_uniquifier, *keyed, "123456"]

    written = json.dumps(export_account(session, account, NOW))

    assert [secret for secret in secrets if secret in written] == []


def test_nothing_of_others_is_exported(session, var):
    make_full_member(session, var, email="bob@runner.example")
    newcomer = make_account(session)

    exported = export_account(session, newcomer, NOW)

    assert [name for name in SECTIONS if exported[name]] == ["account"]
    assert "bob@" not in json.dumps(exported)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.models import STAFF, RoleName
from directory.accounts.policy import ALLOWED, FRESH, MEMBER, STRONG, Deed, Proof, may, may_judge

ROLES = sorted(RoleName)
roles_of = st.sets(st.sampled_from(ROLES))


@pytest.mark.parametrize("role", ["", *ROLES])
@pytest.mark.parametrize("deed", Deed)
def test_each_role_may_do_what_its_list_says_and_nothing_else(role, deed):
    roles = [role] if role else []

    allowed = deed in ALLOWED[MEMBER] or (role != "" and deed in ALLOWED[role])
    assert may(roles, deed, strong=True, fresh=True) is allowed


@given(roles_of, st.sampled_from(sorted(STRONG)), st.booleans())
def test_nobody_moderates_or_administers_by_a_mailbox_alone(roles, deed, fresh):
    assert not may(roles, deed, strong=False, fresh=fresh)


@given(roles_of, st.sampled_from(sorted(FRESH)))
def test_roles_and_settings_need_a_fresh_sign_in(roles, deed):
    assert not may(roles, deed, strong=True, fresh=False)


@given(st.text().filter(lambda name: name not in {MEMBER, *ROLES}), st.sampled_from(sorted(Deed)))
def test_an_unknown_role_adds_nothing(role, deed):
    assert may([role], deed, strong=True, fresh=True) is may([], deed, strong=True, fresh=True)


@given(roles_of, st.sampled_from(sorted(Deed)), st.booleans(), st.booleans())
def test_a_further_role_takes_nothing_away(roles, deed, strong, fresh):
    if may(roles, deed, strong=strong, fresh=fresh):
        assert may([*roles, *ROLES], deed, strong=strong, fresh=fresh)


def test_every_role_has_its_list_and_strong_deeds_are_those_of_staff():
    assert set(ALLOWED) == {MEMBER, *ROLES}
    assert set().union(*(ALLOWED[role] for role in STAFF)) == STRONG


def test_a_moderator_judges_no_listing_of_their_own_and_none_they_assessed():
    assert may_judge(owns=False, assessed=False)
    assert not may_judge(owns=True, assessed=False)
    assert not may_judge(owns=False, assessed=True)


def test_only_mail_is_a_weak_proof():
    assert [proof for proof in Proof if not proof.is_strong] == [Proof.MAIL]

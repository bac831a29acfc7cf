from directory.accounts.policy import Proof


def test_a_mailbox_alone_is_the_only_weak_proof():
    assert [proof for proof in Proof if not proof.is_strong] == [Proof.MAIL]

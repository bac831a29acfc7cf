"""Who may open which address: one entry for each, by the name of its view."""

PUBLIC = """
    pages.accessibility pages.credit pages.method pages.privacy home.home search.results
    privacy_data.goodbye freshness.table suggest.for_places suggest.for_words static
    health.healthz health.readyz
    api_index.get_index api_docs.page api_docs.specification api_docs.problem
    api_places.find_place api_practitioners.search_practitioners
    api_practitioners.get_practitioner api_practitioners.get_score
    api_vocabulary.get_vocabularies api_vocabulary.get_vocabulary
    listing_form.start listing_form.step listing_form.keep_step listing_form.draft
    listing_form.preview_card
    practitioners.profile photos.photo claim.ask
    assess.core assess.draft assess.more assess.send
    reached.ask reached.send reached.thanks
    remove_me.ask remove_me.send remove_me.done remove_me.mail remove_me.thanks
    report.private report.send report.thanks wrong_facts.ask wrong_facts.send wrong_facts.thanks
    recommend.ask recommend.send recommend.at_rest recommend.thanks still_true.thanks
    sign_in.ask sign_in.send sign_in.code sign_in.enter sign_in.leave passkeys.ask passkeys.enter
    staff_passwords.forgotten staff_passwords.send staff.ask staff.check staff.code staff.enter
    staff.set_up staff.confirm
    check.page team.page selfcare.overview selfcare.stage selfcare.tool choosing.guide compare.table
    shortlist.page callsheet.sheet callsheet.vcard callsheet.reminder points.points
    discovery.robots discovery.sitemap_index discovery.sitemap discovery.opensearch styleguide.page
"""
"""Everybody is let in, whether they come from a form, a list or a mail."""

ASSESS = "assess.start assess.visits"
"""Everybody but who speaks for the listing."""

ANSWER_FIRST = "assess.keep_core assess.keep_more assess.finish"
"""Everybody; a visitor is asked to sign in at the end."""

LINK = """
    sign_in.link sign_in.follow staff_passwords.choose staff_passwords.chosen
    remove_me.follow remove_me.remove recommend.stop recommend.stopped
    still_true.look still_true.confirm desk_keeping.offered
"""
"""Whoever has the link of a mail; with a made-up one there is nothing there."""

MEMBER_LINK = "claim.link claim.follow desk_keeping.accept"
"""Likewise, for who is signed in."""

MEMBER = """
    accounts.show own_assessments.mine privacy_data.export accounts.sessions accounts.end_others
    claim.send claim.code claim.answer claim.back desk.home own_assessments.done
"""
"""Whoever is signed in, about themselves."""

FRESH = """
    privacy_data.download privacy_data.delete privacy_data.confirm accounts.email accounts.send
    accounts.email_code accounts.change passkeys.manage passkeys.add
"""
"""Likewise, if they signed in a few minutes ago."""

OWN = """
    accounts.end own_assessments.edit own_assessments.ask_to_withdraw own_assessments.withdraw
"""
"""The member whose session or assessment it is; for others there is nothing there."""

OWN_FRESH = "passkeys.remove"

LISTING = """
    desk.listing desk.still_true desk.take_back desk.invitation
    desk_today.today desk_today.keep_today
    desk_evidence.claims desk_evidence.send_claims desk_evidence.documents
    desk_evidence.send_document desk_evidence.drop_document desk_evidence.photo
    desk_evidence.send_photo desk_evidence.remove_photo desk_evidence.shown_photo
    desk_evidence.waiting_photo_file desk_evidence.replies desk_evidence.send_reply
    desk_evidence.appeals desk_evidence.send_appeal
    desk_keeping.take_offer_back desk_keeping.reopen
    listing_form.edit listing_form.edit_step listing_form.keep_edit
    listing_form.edit_preview_card
"""
"""Who speaks for the listing; for others there is nothing there."""

LISTING_DRAFT = "listing_form.edit_draft"
"""Likewise; what is typed while a session has ended stays with the browser."""

LISTING_FRESH = """
    desk_keeping.close desk_keeping.confirm_close desk_keeping.hand_over desk_keeping.offer
    desk_keeping.leave desk_keeping.confirm_leave
"""

STAFF = """
    moderation.queue moderation.case moderation.decide moderation.file
    moderation.hold moderation.release moderation.hand_over moderation.undo
    moderation.veto moderation.send_veto
    moderation.spam moderation.refuse_spam moderation.coverage
    moderation.merge_start moderation.merge moderation.merge_them
    moderation.merged moderation.unmerge_them
    moderation.log moderation.person moderation.suspend moderation.lift
    staff_passwords.password staff_passwords.change staff_passwords.app staff_passwords.replace
"""
"""Moderators and admins who signed in with more than a mailbox."""

ADMIN = "moderation.people moderation.ask_to_help moderation.take_role"
"""Admins who signed in a few minutes ago; for moderators there is nothing there."""

DEMO = "mailbox.inbox mailbox.letter"
"""Nobody, but on a demo site."""

LET_IN, SIGN_IN, NOTHING, REFUSED = "let in", "asked to sign in", "nothing there", "refused"

ROLES = ("visitor", "member", "other owner", "moderator", "admin", "owner")
"""Who asks, the one last who may change what an address is about."""

STALE, STALE_ADMIN, WEAK = "stale", "stale admin", "weak"
"""The owner and the admin, signed in an hour ago; a moderator who came by a mail."""

_ALL = dict.fromkeys(ROLES, LET_IN)
_NOBODY = dict.fromkeys(ROLES, NOTHING)
_SIGNED_IN = _ALL | {"visitor": SIGN_IN}
_OTHERS = _NOBODY | {"visitor": SIGN_IN}
_OWNER = _OTHERS | {"owner": LET_IN}
_NOT_STALE = {STALE: SIGN_IN}

EXPECTED = {
    PUBLIC: _ALL,
    ASSESS: _ALL | {"owner": REFUSED},
    ANSWER_FIRST: _SIGNED_IN,
    LINK: _NOBODY,
    MEMBER_LINK: _OTHERS,
    MEMBER: _SIGNED_IN,
    FRESH: _NOT_STALE | _SIGNED_IN,
    OWN: _OWNER,
    OWN_FRESH: _NOT_STALE | _OWNER,
    LISTING: _OWNER,
    LISTING_DRAFT: _OWNER | {"visitor": LET_IN},
    LISTING_FRESH: _NOT_STALE | _OWNER,
    STAFF: {WEAK: SIGN_IN} | _OTHERS | {"moderator": LET_IN, "admin": LET_IN},
    ADMIN: {WEAK: SIGN_IN, STALE_ADMIN: SIGN_IN} | _OTHERS | {"admin": LET_IN},
    DEMO: _NOBODY,
}
"""What each kind of address answers to each role, in turn, about things that are the owner's."""

RULES = {endpoint: kind for kind in EXPECTED for endpoint in kind.split()}
"""Name of a view to its kind."""

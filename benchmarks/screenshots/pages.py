"""Every page there is, with an address at which there is something to see, and who sees it."""

from __future__ import annotations

from typing import NamedTuple

from directory.cases import CaseKind
from directory.journey.self_care import self_care


class Page(NamedTuple):
    """A page to take a picture of.

    Attributes:
        name: What the picture is called.
        address: Its address, with the names of `benchmarks.demo_site.DemoSite.things` in braces.
        who: Who is signed in: a key of the demo's owners, member, moderator or admin; "" nobody.
    """

    name: str
    address: str
    who: str = ""


_KNEE = "q=knee+pain&near=Denver"

PUBLIC = (
    Page("home", "/"),
    Page("results", f"/search?{_KNEE}"),
    Page("results-filtered", f"/search?{_KNEE}&kind=therapist&method=running_gait&max_price=180"),
    Page("results-everybody", "/search"),
    Page("results-nobody", "/search?q=knee&near=Denver&verified=yes&max_price=1&stated=price"),
    Page("results-unknown-place", "/search?q=knee&near=Nowhereville"),
    Page("practitioner", "/practitioners/{most}?sore=knees"),
    Page("practitioner-unclaimed", "/practitioners/{bare}"),
    Page("call-sheet", "/practitioners/{bare}/call-sheet"),
    Page("check", "/check"),
    Page("team", "/team"),
    Page("team-asked", "/team?q=knee+pain&near=Denver&budget=400&radius_km=40"),
    Page("team-impossible", "/team?q=knee+pain&near=Denver&budget=20"),
    Page("self-care", "/self-care"),
    *(Page(f"self-care-{one.key}", f"/self-care/{one.key}") for one in self_care().plans),
    *(Page(f"tool-{one.key}", f"/self-care/tools/{one.key}") for one in self_care().tools),
    Page("how-to-choose", "/how-to-choose"),
    # What is compared and kept is remembered on the device, so the empty pages come first.
    Page("compare-empty", "/compare"),
    Page("shortlist-empty", "/shortlist"),
    Page("compare", "/compare?who={most}&who={second}&who={bare}"),
    Page("shortlist", "/shortlist?who={most}&who={second}&who={bare}"),
    Page("method", "/method"),
    Page("freshness", "/freshness"),
    Page("credits", "/credits"),
    Page("privacy", "/privacy"),
    Page("accessibility", "/accessibility"),
    Page("api", "/api/v1/docs"),
    Page("styleguide", "/styleguide"),
    Page("not-found", "/nothing-here"),
    Page("sign-in", "/sign-in"),
    Page("sign-in-passkey", "/sign-in/passkey"),
    Page("staff-sign-in", "/staff/sign-in"),
    Page("staff-forgotten-password", "/staff/forgotten-password"),
    Page("assess", "/practitioners/{most}/assess"),
    Page("claim", "/practitioners/{bare}/claim"),
    Page("reached", "/practitioners/{most}/reached"),
    Page("reached-thanks", "/practitioners/{most}/reached/thanks"),
    Page("remove-me", "/practitioners/{bare}/remove-me"),
    Page("remove-me-thanks", "/practitioners/{bare}/remove-me/thanks"),
    Page("report", "/practitioners/{most}/report"),
    Page("report-thanks", "/practitioners/{most}/report/thanks"),
    Page("wrong", "/practitioners/{most}/wrong"),
    Page("wrong-thanks", "/practitioners/{most}/wrong/thanks"),
    Page("recommend", "/recommend"),
    Page("recommend-thanks", "/recommend/thanks"),
    Page("recommend-stopped", "/recommend/stop"),
    Page("still-true", "/still-true/{still_true}"),
    Page("still-true-thanks", "/still-true/{most}/thanks"),
    Page("new-listing", "/listings/new/who"),
    Page("demo-mail", "/demo/mail"),
    Page("account-deleted", "/account/deleted"),
)

OWN = (
    Page("account", "/account", "member"),
    Page("account-assessments", "/account/assessments", "member"),
    Page("account-data", "/account/data", "member"),
    Page("account-delete", "/account/delete", "member"),
    Page("account-email", "/account/email", "member"),
    Page("account-passkeys", "/account/passkeys", "member"),
    Page("account-sessions", "/account/sessions", "member"),
    Page("assessment-withdraw", "/assessments/{assessment}/withdraw", "member"),
    Page("desk-all", "/desk", "fresh"),
    Page("desk", "/desk/{own_fresh}", "fresh"),
    *(
        Page(f"desk-{one.replace('/', '-')}", f"/desk/{{own_fresh}}/{one}", "fresh")
        for one in (
            "today", "claims", "documents", "photo", "invitation", "close", "hand-over", "leave",
            "edit/who", "edit/where", "edit/how", "edit/preview",
        )
    ),
    Page("desk-editing", "/desk/{own_editing}", "editing"),
    Page("desk-photo-waits", "/desk/{own_photo}/photo", "photo"),
    Page("desk-replies", "/desk/{own_answering}/replies", "answering"),
    Page("desk-appeals", "/desk/{own_appealing}/appeals", "appealing"),
)  # fmt: skip

MODERATION = (
    Page("moderation", "/moderation", "moderator"),
    *(Page(f"case-{one}", f"/moderation/{{case_{one}}}", "moderator") for one in CaseKind),
    Page("moderation-coverage", "/moderation/coverage", "moderator"),
    Page("moderation-log", "/moderation/log", "moderator"),
    Page("moderation-merge-start", "/moderation/merge", "moderator"),
    Page("moderation-merge", "/moderation/merge/{one}/{other}", "moderator"),
    Page("moderation-veto", "/moderation/listings/{most}/veto", "moderator"),
    Page("moderation-spam", "/moderation/spam", "moderator"),
    Page("moderation-people", "/moderation/people", "admin"),
    Page("moderation-person", "/moderation/people/{account}", "admin"),
    Page("staff-password", "/account/password", "moderator"),
    Page("staff-app", "/account/second-factor", "moderator"),
)

PAGES = (*PUBLIC, *OWN, *MODERATION)

_FILE, _STEP = "a file, not a page", "a later step of a form, which tests/browser goes through"
_MAIL = "opens with a link from a mail only"

NO_PICTURE = {
    "accounts.email_code": _STEP,
    "assess.core": _STEP,
    "assess.more": _STEP,
    "assess.send": _STEP,
    "callsheet.reminder": _FILE,
    "callsheet.vcard": _FILE,
    "claim.link": _MAIL,
    "desk_evidence.shown_photo": _FILE,
    "desk_evidence.waiting_photo_file": _FILE,
    "desk_keeping.offered": _MAIL,
    "discovery.opensearch": _FILE,
    "discovery.robots": _FILE,
    "discovery.sitemap": _FILE,
    "discovery.sitemap_index": _FILE,
    "health.healthz": "for machines",
    "health.readyz": "for machines",
    "listing_form.edit": "leads on to the first step",
    "listing_form.start": "leads on to the first step",
    "mailbox.letter": "a mail, which differs each time",
    "moderation.file": _FILE,
    "moderation.merged": "a merge that was done; the demo has none",
    "own_assessments.done": _STEP,
    "own_assessments.edit": "leads on to the first step",
    "photos.photo": _FILE,
    "points.points": "for the map",
    "recommend.stop": _MAIL,
    "remove_me.done": "follows the link of a mail",
    "remove_me.follow": _MAIL,
    "sign_in.code": _STEP,
    "sign_in.link": _MAIL,
    "staff.code": _STEP,
    "staff.set_up": _STEP,
    "staff_passwords.choose": _MAIL,
    "static": _FILE,
    "suggest.for_places": "for the search form",
    "suggest.for_words": "for the search form",
}
"""Views that can be read and of which no picture is taken, and why."""

API = "api_"
"""How the names of views begin that answer programs; their one page is in the list."""

"""Services that write to the log and are tried elsewhere, each with the reason."""

_SIGNED_IN = "signing in and out changes no state of an account; tests/accounts tells its rows"
_MAILED = "a link goes out by mail; nothing changes before it is used"
_RUN = "an import has a row of its own for its beginning and its end; tests/interchange"

ELSEWHERE = {
    "accounts/service.py:change_email": "needs a mailed code; tests/accounts/test_service.py",
    "accounts/sessions.py:end_other_sessions": _SIGNED_IN,
    "accounts/sessions.py:end_session": _SIGNED_IN,
    "accounts/sessions.py:open_session": _SIGNED_IN,
    "accounts/sessions.py:record": _SIGNED_IN,
    "accounts/staff.py:set_password": "needs a hash that takes long; tests/accounts/test_staff.py",
    "interchange/hiding.py:show_again": "needs a run of an import; tests/interchange/test_hiding.py",
    "interchange/removal_links.py:mail_removal_link": _MAILED,
    "interchange/service.py:finish_run": _RUN,
    "interchange/service.py:reopen_run": _RUN,
    "listings/claims/disputes.py:state": "a statement and its file; it decides nothing",
    "listings/claims/links.py:mail_link": _MAILED,
}

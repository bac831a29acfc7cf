"""The language of a page, and the country that the visitor's languages point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from babel.core import get_global
from flask import has_request_context, request
from flask_babel import Babel

from directory.http.translation import DEFAULT_LANGUAGE, catalogue

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.datastructures import LanguageAccept

TRANSLATED = (DEFAULT_LANGUAGE,)
"""Languages the site speaks, the default first. Catalogues stand in `directory/translations`."""

COOKIE = "language"


def init_language(app: Flask) -> None:
    """Set up translations, and tell templates which language a page is in."""
    Babel(app, default_locale=TRANSLATED[0], locale_selector=_locale)
    templates = cast("Any", app.jinja_env)  # its extension adds the method
    templates.install_gettext_callables(
        lambda text: catalogue().gettext(text),
        lambda one, many, num: catalogue().ngettext(one, many, num),
        newstyle=True,
    )
    app.jinja_env.globals["page_language"] = _locale


def language_for(chosen: str | None, accepted: LanguageAccept) -> str:
    """The best language that is translated. Pure.

    Args:
        chosen: The visitor's own choice, from their cookie.
        accepted: What the browser asks for.
    """
    if chosen in TRANSLATED:
        return chosen
    return accepted.best_match(TRANSLATED, TRANSLATED[0])


def country_of(accepted: LanguageAccept) -> str | None:
    """The country that a visitor's languages point to: GB for en-GB, DE for plain German. Pure.

    A language alone counts as that of its most likely country (Unicode CLDR, likely subtags).
    """
    for language in accepted.values():
        tags = language.replace("_", "-").split("-")
        regions = [tag.upper() for tag in tags[1:] if len(tag) == 2 and tag.isalpha()]
        if regions:
            return regions[-1]
        likely = get_global("likely_subtags").get(tags[0].lower(), "")
        if likely:
            return str(likely).rpartition("_")[2]
    return None


def _locale() -> str:
    if not has_request_context():
        return TRANSLATED[0]
    return language_for(request.cookies.get(COOKIE), request.accept_languages)

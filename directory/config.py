"""Settings: read once from the environment, checked at start, frozen afterwards."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from directory import setting_texts
from directory.mail_server import mail_server, sender

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.mail_server import MailServer

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: templates, seed data, migrations and assets stand beside the package."""

DEFAULT_COUNTRIES = "US,CA,GB,IE,AU,NZ,DE,AT,CH,FR,NL,BE,ES,IT,DK,SE,NO,FI,IS"
ENVIRONMENTS = ("development", "production")


class SettingInvalid(ValueError):
    """A setting from the environment cannot be used; the message names it and what to do."""


def _setting(
    env: str, default: str, parse: Callable[[str], Any], doc: str, *, secret: bool = False
) -> Any:
    """Declare one setting: its variable, its default as text, its parser and its meaning.

    The text of a secret one is in no message.
    """
    return field(
        metadata={"env": env, "default": default, "parse": parse, "doc": doc, "secret": secret}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the site can be told from outside; each field's metadata documents it."""

    var: Path = _setting(
        "DIRECTORY_VAR",
        str(ROOT / "var"),
        setting_texts.path,
        "Folder for everything the site writes.",
    )
    database_url: str = _setting(
        "DATABASE_URL", "", str, "SQLAlchemy URL; empty means SQLite inside the var folder."
    )
    environment: str = _setting("DIRECTORY_ENV", "development", str, "development or production.")
    host: str = _setting("HOST", "127.0.0.1", str, "Address the server listens on.")
    port: int = _setting("PORT", "8000", int, "Port the server listens on.")
    web_workers: int = _setting("WEB_WORKERS", "2", int, "Server processes.")
    web_threads: int = _setting("WEB_THREADS", "4", int, "Threads in each server process.")
    secret_key: str = _setting(
        "SECRET_KEY", "", str, "Signs cookies and tokens; production refuses to start without it."
    )
    trusted_hosts: tuple[str, ...] = _setting(
        "TRUSTED_HOSTS",
        "",
        setting_texts.words,
        "Host names the site answers to; production needs them.",
    )
    site_url: str = _setting(
        "SITE_URL",
        "",
        setting_texts.site_url,
        "Address of the site in mails; empty means https and the first of TRUSTED_HOSTS, "
        "or HOST and PORT where there is none.",
    )
    proxy_hops: int = _setting(
        "PROXY_HOPS", "0", int, "Reverse proxies in front whose X-Forwarded headers are believed."
    )
    site_name: str = _setting("SITE_NAME", "Whole Chain", str, "Name shown on every page.")
    contact_email: str = _setting(
        "CONTACT_EMAIL", "", str, "Where visitors can write; shown in the footer when set."
    )
    mail_server: MailServer | None = _setting(
        "MAIL_URL",
        "",
        mail_server,
        "Server that takes mail: smtp://user:password@host:587 (STARTTLS) or smtps://user:password"
        "@host:465; ?tls=no for one on this machine, without a password. Empty: a folder, var/mail.",
        secret=True,
    )
    mail_from: str = _setting(
        "MAIL_FROM", "", sender, "Sender of the site's mail: Name <post@example.org>."
    )
    gazetteer_countries: tuple[str, ...] = _setting(
        "GAZETTEER_COUNTRIES",
        DEFAULT_COUNTRIES,
        setting_texts.codes,
        "ISO codes of the countries whose postal codes and towns are built in; ALL takes every one.",
    )
    nominatim_url: str = _setting(
        "NOMINATIM_URL", "", str, "A Nominatim server for street addresses; empty means never ask."
    )
    nominatim_daily_quota: int = _setting(
        "NOMINATIM_DAILY_QUOTA", "1000", int, "Most questions put to Nominatim in a day."
    )
    search_limit: str = _setting(
        "SEARCH_LIMIT",
        "300 per minute",
        str,
        "Searches one address may make: five a second on average, in bursts; none means no limit.",
    )
    api_docs: bool = _setting(
        "API_DOCS",
        "true",
        setting_texts.flag,
        "Whether the API's documentation and its OpenAPI document can be read.",
    )
    suggest_limit: str = _setting(
        "SUGGEST_LIMIT",
        "600 per minute",
        str,
        "Suggestions one address may ask for while typing: ten a second on average; none means no limit.",
    )
    sign_in_limit: str = _setting(
        "SIGN_IN_LIMIT",
        "10 per 5 minutes",
        str,
        "Tries to sign in per account, and per address they come from; none means no limit.",
    )
    mail_limit: str = _setting(
        "MAIL_LIMIT",
        "3 per 6 hours",
        str,
        "Mails with a code to one mailbox; one that is used sets it back; none means no limit.",
    )
    visitor_mail_limit: str = _setting(
        "VISITOR_MAIL_LIMIT",
        "20 per 6 hours",
        str,
        "Mails with a code that one address may ask for, to whomever; none means no limit.",
    )
    map_tiles_url: str = _setting(
        "MAP_TILES_URL",
        "",
        setting_texts.tiles_url,
        "Map tiles, https://tiles.example.org/{z}/{x}/{y}.png: browsers ask that server for what "
        "they look at. Empty: outlines of this site, and nobody else is asked.",
    )
    map_tiles_attribution: str = _setting(
        "MAP_TILES_ATTRIBUTION", "", str, "Whom the map names for its tiles, in plain text."
    )
    log_level: str = _setting("LOG_LEVEL", "info", str, "debug, info, warning or error.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read all settings from the environment (or from the mapping given).

        Raises:
            SettingInvalid: A value has the wrong form; nothing is guessed.
        """
        source = os.environ if environ is None else environ
        values = {item.name: _read(item.metadata, source) for item in fields(cls)}
        return cls(**values)

    def __post_init__(self) -> None:
        """Refuse combinations that cannot work, before anything is opened."""
        if self.environment not in ENVIRONMENTS:
            message = f"DIRECTORY_ENV is {self.environment!r}: say development or production."
            raise SettingInvalid(message)
        if not 0 <= self.port <= 65535:
            message = f"PORT is {self.port}: give a number from 0 to 65535."
            raise SettingInvalid(message)
        if self.map_tiles_url and not self.map_tiles_attribution:
            message = "With MAP_TILES_URL set MAP_TILES_ATTRIBUTION: whose tiles they are."
            raise SettingInvalid(message)
        if self.production:
            self._refuse_unfit_for_production()

    def _refuse_unfit_for_production(self) -> None:
        if not (len(self.secret_key) >= 32 and self.trusted_hosts):
            message = (
                "In production set SECRET_KEY (32 characters or more) and TRUSTED_HOSTS "
                "(the host names of the site, comma-separated)."
            )
            raise SettingInvalid(message)
        if not (self.mail_server and self.mail_from):
            message = (
                "In production set MAIL_URL (the server that takes mail) and MAIL_FROM "
                "(the sender): people sign in by mail."
            )
            raise SettingInvalid(message)
        if not self.public_url.startswith("https://"):
            message = (
                "In production SITE_URL begins with https://; it is needed where the first of "
                "TRUSTED_HOSTS stands for several hosts."
            )
            raise SettingInvalid(message)

    @property
    def public_url(self) -> str:
        """Where the site is reached, without a slash at the end: mails link there.

        Never taken from a request, whose Host header anybody can write.
        """
        if self.site_url:
            return self.site_url
        first = next(iter(self.trusted_hosts), "")
        if first and not first.startswith("."):
            return f"https://{first}" if self.production else f"http://{first}"
        return "" if self.production else f"http://{self.host}:{self.port}"

    @property
    def production(self) -> bool:
        """Whether this is the real site rather than one on somebody's own machine."""
        return self.environment == "production"

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.var / 'directory.sqlite'}"

    @property
    def map_tiles_origin(self) -> str:
        """Scheme and host of the map's tiles, or nothing where there are none."""
        return setting_texts.origin(self.map_tiles_url)

    @property
    def index_path(self) -> Path:
        """Folder of the search index (private: Whoosh's files are pickles)."""
        return self.var / "index"

    @property
    def templates_path(self) -> Path:
        """Folder of the compiled templates."""
        return self.var / "templates"

    @property
    def gazetteer_path(self) -> Path:
        """The place data file."""
        return self.var / "places" / "gazetteer.sqlite"

    @property
    def mail_path(self) -> Path:
        """Folder of the mails of a site without a mail server."""
        return self.var / "mail"

    @property
    def host_name(self) -> str:
        """The name under which the site is known, as in the ids of its mails."""
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def secrets_path(self) -> Path:
        """File of the secrets a development site makes for itself (mode 0600)."""
        return self.var / "secrets"


def site_secret(settings: Settings) -> str:
    """The secret that signs cookies and keys hashes; a development site makes its own once.

    It stands in `var/secrets` with mode 0600. Production takes SECRET_KEY only.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.secrets_path
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place whole: of two processes starting at once one wins and both read its secret.
    if not path.exists():
        fresh = path.with_name(f"secrets.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(48)}\n")
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().partition("=")[2].strip()


def _read(meta: Mapping[str, Any], source: Mapping[str, str]) -> Any:
    text = source.get(meta["env"], "").strip() or meta["default"]
    try:
        return meta["parse"](text)
    except ValueError as error:
        # Nothing of a secret is repeated, nor the error, which may quote it.
        if meta["secret"]:
            message = f"{meta['env']} cannot be read. {meta['doc']}"
            raise SettingInvalid(message) from None
        message = f"{meta['env']} is {text!r}, which cannot be read ({error}). {meta['doc']}"
        raise SettingInvalid(message) from error

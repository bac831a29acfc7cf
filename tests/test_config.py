"""Settings come from the environment, are checked at start and cannot change."""

import stat
from dataclasses import FrozenInstanceError

import pytest

from directory.config import ROOT, SettingInvalid, Settings, site_secret

SECRET = "s" * 32
MAIL = {"MAIL_URL": "smtp://mail.example", "MAIL_FROM": "post@a.example"}


def test_an_empty_environment_gives_a_site_on_this_machine():
    settings = Settings.from_env({})

    assert settings.var == ROOT / "var"
    assert settings.database == f"sqlite:///{ROOT / 'var' / 'directory.sqlite'}"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert not settings.production


def test_an_empty_variable_counts_as_not_set():
    assert Settings.from_env({"PORT": " "}).port == 8000


def test_every_file_of_a_site_is_in_its_own_var_folder(tmp_path):
    settings = Settings.from_env({"DIRECTORY_VAR": str(tmp_path)})

    for path in (
        settings.index_path,
        settings.gazetteer_path,
        settings.secrets_path,
        settings.mail_path,
    ):
        assert path.is_relative_to(tmp_path)
    assert str(tmp_path) in settings.database


def test_lists_take_commas_and_spaces():
    settings = Settings.from_env(
        {"TRUSTED_HOSTS": "a.example, b.example,", "GAZETTEER_COUNTRIES": "us, ca"}
    )

    assert settings.trusted_hosts == ("a.example", "b.example")
    assert settings.gazetteer_countries == ("US", "CA")


@pytest.mark.parametrize(
    "environ",
    [
        {"PORT": "many"},
        {"PORT": "65536"},
        {"PORT": "-1"},
        {"DIRECTORY_ENV": "staging"},
        {"WEB_WORKERS": "two"},
        {"MAIL_URL": "http://mail.example"},
        {"MAIL_FROM": "nobody"},
        {"MAP_TILES_URL": "http://tiles.example.org/{z}/{x}/{y}.png"},
        {"MAP_TILES_URL": "https://tiles.example.org/{z}/{x}/{y}.png"},
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(environ):
    with pytest.raises(SettingInvalid, match=next(iter(environ))):
        Settings.from_env(environ)


@pytest.mark.parametrize(
    "environ",
    [{}, {"SECRET_KEY": SECRET}, {"SECRET_KEY": "short", "TRUSTED_HOSTS": "a.example"}],
)
def test_production_refuses_to_start_without_its_own_secret_and_hosts(environ):
    with pytest.raises(SettingInvalid, match="SECRET_KEY"):
        Settings.from_env({"DIRECTORY_ENV": "production", **MAIL, **environ})


@pytest.mark.parametrize("missing", list(MAIL))
def test_production_refuses_to_start_without_a_way_to_send_mail(missing):
    environ = {
        "DIRECTORY_ENV": "production",
        "SECRET_KEY": SECRET,
        "TRUSTED_HOSTS": "a.example",
        **MAIL,
        missing: "",
    }

    with pytest.raises(SettingInvalid, match=missing):
        Settings.from_env(environ)


def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password():
    with pytest.raises(SettingInvalid, match="MAIL_URL") as refused:
        Settings.from_env({"MAIL_URL": "smtp://user:hunter2"})

    assert "hunter2" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_no_settings_printed_show_the_mail_password():
    settings = Settings.from_env({"MAIL_URL": "smtp://user:hunter2@mail.example"})

    assert settings.mail_server.password == "hunter2"  # noqa: S105
    assert "hunter2" not in repr(settings)


def test_mails_bear_the_name_of_the_first_trusted_host():
    named = Settings.from_env({"TRUSTED_HOSTS": "a.example,b.example"})

    assert named.host_name == "a.example"


def test_production_starts_with_them():
    settings = Settings.from_env(
        {"DIRECTORY_ENV": "production", "SECRET_KEY": SECRET, "TRUSTED_HOSTS": "a.example", **MAIL}
    )

    assert settings.production
    assert site_secret(settings) == SECRET


def test_settings_cannot_be_changed_later():
    with pytest.raises(FrozenInstanceError):
        Settings.from_env({}).port = 1


def test_a_development_site_makes_its_secret_once_and_for_its_owner_only(tmp_path):
    settings = Settings.from_env({"DIRECTORY_VAR": str(tmp_path / "var")})

    first, second = site_secret(settings), site_secret(settings)

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE(settings.secrets_path.stat().st_mode) == 0o600


def test_two_sites_have_different_secrets(tmp_path):
    one, two = (site_secret(Settings.from_env({"DIRECTORY_VAR": str(tmp_path / n)})) for n in "12")

    assert one != two


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"TRUSTED_HOSTS": "a.example,b.example"}, "http://a.example"),
        ({"SITE_URL": "https://a.example/"}, "https://a.example"),
        (
            {"SITE_URL": "http://localhost:8080", "TRUSTED_HOSTS": "b.example"},
            "http://localhost:8080",
        ),
    ],
)
def test_mails_link_to_the_address_of_the_settings(environ, address):
    assert Settings.from_env(environ).public_url == address


@pytest.mark.parametrize(
    "address",
    [
        "a.example",
        "ftp://a.example",
        "https://",
        "https://a.example/path",
        "https://a.example?q",
        "https://user@a.example",
        "https://[a",
    ],
)
def test_an_address_of_the_site_that_cannot_be_used_stops_the_start(address):
    with pytest.raises(SettingInvalid, match="SITE_URL"):
        Settings.from_env({"SITE_URL": address})


@pytest.mark.parametrize(
    ("environ", "address"),
    [
        ({"TRUSTED_HOSTS": "a.example"}, "https://a.example"),
        (
            {"TRUSTED_HOSTS": ".a.example", "SITE_URL": "https://www.a.example"},
            "https://www.a.example",
        ),
    ],
)
def test_a_real_site_links_by_https(environ, address):
    real = {"DIRECTORY_ENV": "production", "SECRET_KEY": SECRET, **MAIL}

    assert Settings.from_env({**real, **environ}).public_url == address


@pytest.mark.parametrize(
    "environ",
    [
        {"TRUSTED_HOSTS": ".a.example"},
        {"TRUSTED_HOSTS": "a.example", "SITE_URL": "http://a.example"},
    ],
)
def test_a_real_site_whose_address_is_unknown_or_open_does_not_start(environ):
    real = {"DIRECTORY_ENV": "production", "SECRET_KEY": SECRET, **MAIL}

    with pytest.raises(SettingInvalid, match="SITE_URL"):
        Settings.from_env({**real, **environ})

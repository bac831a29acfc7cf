"""The `directory` command finds its subcommands late and says when there is none."""

from click.testing import CliRunner

from directory.cli import COMMANDS, main


def test_help_names_every_command():
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    assert [name for name in COMMANDS if name not in result.output] == []


def test_an_unknown_command_is_refused():
    result = CliRunner().invoke(main, ["fly"])

    assert result.exit_code == 2
    assert "fly" in result.output

"""`python -m directory`: the same as the `directory` command."""

from directory.cli import main

if __name__ == "__main__":
    main(prog_name="directory")

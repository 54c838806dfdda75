"""Runs the `digest` command."""

from generator.cli.main import main

if __name__ == "__main__":
    main()

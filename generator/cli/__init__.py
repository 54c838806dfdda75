"""The `digest` command and its subcommands: their options and what they print; no work of their
own."""

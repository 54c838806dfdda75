"""The `digest` command and its subcommands: what they are told and what they print; no work of
their own."""

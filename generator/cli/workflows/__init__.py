"""What workflows and `make` run, each a file on the standard library alone that imports nothing of
ours; not the `digest` command."""

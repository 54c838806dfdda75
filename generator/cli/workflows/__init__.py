"""What workflows and `make` run, each a file on plain Python that imports nothing of ours; not the
`digest` command."""

"""Whole sites of the small corpus, built by the real command or by MkDocs alone."""

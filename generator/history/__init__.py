"""What records said before: old versions out of git, and what changed in their values; not
whether that was right."""

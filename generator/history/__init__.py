"""What records said before: earlier versions from git, and what changed in their values; not
whether that was right."""

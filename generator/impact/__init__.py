"""What readers would see change between two commits: two catalogues compared, as Markdown; not
whether it may change."""

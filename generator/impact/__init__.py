"""What readers would see change between two commits: both catalogues, compared, as Markdown; not
whether it may change."""

"""Who says what, through whom and when, and whether it agrees; not how a page shows it."""

"""Rules between records that no schema can say, each yielding problems at their places; `rules`
runs them all, and nothing here changes a record."""

"""Things, places and actors: what their pages, timelines and maps show; not their own words,
which a template takes from the record."""

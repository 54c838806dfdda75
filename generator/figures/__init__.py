"""Charts and maps: rows of numbers become outlines with coordinates. This room knows no records."""

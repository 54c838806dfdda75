"""Charts from rows of numbers to outlines with coordinates; no records are known here."""

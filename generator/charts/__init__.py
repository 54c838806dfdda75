"""Charts: from rows of numbers to outlines with coordinates; nothing here knows a record."""

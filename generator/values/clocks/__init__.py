"""Time zones, and a time of day by two clocks; not how a time is read from a text."""

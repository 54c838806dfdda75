"""What pages show of many counted events: log, parts, classes, milestones; not a single event."""

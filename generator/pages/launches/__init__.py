"""What pages show of many launches: log, flights, classes, milestones; not a single event."""

"""Pages and records in the words of schema.org, for programs that read pages; not our own JSON."""

"""What pages show of a missile, a place, an actor or a fact: what refers to it, timelines, maps;
not its own words, which its template takes from the record."""

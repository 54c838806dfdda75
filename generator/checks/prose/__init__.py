"""Rules for words of records: numbers, days, names and markup in them against the record; not what
may be written in prose at all, which is in `values`."""

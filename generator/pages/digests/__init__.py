"""The months and years of the digest, in sentences made from the records, and what each day
changed; not their feeds."""

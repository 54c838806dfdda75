"""The months and years of the digest, in sentences made from the records; not their feeds."""

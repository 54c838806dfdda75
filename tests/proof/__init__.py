"""Proof that nothing gets past the checker: properties, mutations, public collections, resources.

`make test` runs a sample of each; `make fuzz` (DIGEST_LONG=1) runs all of them.
"""

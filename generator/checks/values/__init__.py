"""Values written as a vocabulary declares, on data sheets and in claims; not what they are compared
with elsewhere."""

"""Values written as a vocabulary declares, on data sheets and in claims, and whether a topic holds
together; not what values are compared with elsewhere."""

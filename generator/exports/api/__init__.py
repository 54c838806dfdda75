"""The same as every page in JSON, with its schemas and its description; not the downloads."""

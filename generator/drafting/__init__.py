"""Drafts of records from pages and tables that others publish: what a program can read off, and
what it must leave to people; no request, and no finished record."""

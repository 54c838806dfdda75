"""What a record is: frozen models, whose docstrings are the documentation; no files and no rules
between records."""

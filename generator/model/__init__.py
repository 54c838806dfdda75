"""What a record is: frozen models and the scalar types of their fields. Knows no files."""

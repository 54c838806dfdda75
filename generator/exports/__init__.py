"""The catalogue as data files. They are made from the same records as the pages."""

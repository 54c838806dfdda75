"""The questions that pages ask of the catalogue. Pure functions; they return rows, never markup."""

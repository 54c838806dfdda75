"""The tables under data/: CSV, SQLite, GeoJSON, workbook, Data Package; not the answers in JSON."""

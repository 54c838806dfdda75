"""Whether the sources can still be read: addresses asked, judged, remembered and reported; no part
of a build."""

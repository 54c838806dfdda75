"""Maps: land, projection, tracks and the places of words; not which sites and tracks they show."""

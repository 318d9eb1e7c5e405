"""Everything that writes the catalogue."""

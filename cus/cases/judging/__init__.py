"""A requested service and a plan held against the terms of programmes: conditions, limits, what is used."""

"""The pages of programmes: the list, a version and its steps, drafting, the council, what came afterwards."""

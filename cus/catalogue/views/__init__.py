"""Pages of the room, and the answers of its API."""

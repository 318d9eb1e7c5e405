"""The local community: so far the needs nobody could serve, kept without personal data."""

"""Everything that changes the offer. One function, one thing that happens in the office."""

"""The staff side's pages that combine rooms: today, search, a person's whole story, the rulebook."""

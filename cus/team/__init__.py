"""The people of the centre at work: posts, teams and units, authorisations from the director."""

"""Otwarty CUS: the rooms of a centre of social services, in the order in which its work flows."""

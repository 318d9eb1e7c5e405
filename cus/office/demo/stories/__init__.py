"""The stories of the example centre: what becomes of people, told from the day they apply."""

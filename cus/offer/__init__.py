"""The base of social services: what is offered, to whom, by whom, on what conditions, and how it is found."""

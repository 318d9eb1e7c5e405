"""What is asked of the register: one file a subject."""

from cus.people.queries.duplicates import Duplicate, Likeness, people_found, possible_duplicates

__all__ = ["Duplicate", "Likeness", "people_found", "possible_duplicates"]

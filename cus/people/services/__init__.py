"""What changes in the register of residents: one file a subject."""

from cus.people.services.register import (
    add_person,
    born_of_pesel,
    change_person,
    international_phone,
    search_text_of,
)
from cus.people.services.representation import add_representation

__all__ = [
    "add_person",
    "add_representation",
    "born_of_pesel",
    "change_person",
    "international_phone",
    "search_text_of",
]

"""What changes in the register of residents: one file a subject."""

from cus.people.services.access import (
    close_emergency,
    exclude_colleague,
    lift_exclusion,
    open_in_emergency,
    review_emergency,
)
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
    "close_emergency",
    "exclude_colleague",
    "international_phone",
    "lift_exclusion",
    "open_in_emergency",
    "review_emergency",
    "search_text_of",
]

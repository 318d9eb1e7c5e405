"""Who may do what with the data of residents: one file a subject."""

from cus.people.permissions.register import may_add_person, may_change_person

__all__ = ["may_add_person", "may_change_person"]

"""Forms about residents: one file a subject."""

from cus.people.forms.register import PersonForm, check_birth

__all__ = ["PersonForm", "check_birth"]

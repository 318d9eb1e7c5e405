"""All verbs; importing the package registers them."""

from cus.office.stories.verbs import clock, intake, outcomes, plans, waiting

__all__ = ["clock", "intake", "outcomes", "plans", "waiting"]

"""All verbs; importing the package registers them."""

from cus.office.stories.verbs import clock, intake, outcomes, plans

__all__ = ["clock", "intake", "outcomes", "plans"]
from cus.office.stories.verbs import intake, outcomes, plans, waiting

__all__ = ["intake", "outcomes", "plans", "waiting"]

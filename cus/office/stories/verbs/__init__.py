"""All verbs; importing the package registers them."""

from cus.office.stories.verbs import intake, outcomes, plans

__all__ = ["intake", "outcomes", "plans"]

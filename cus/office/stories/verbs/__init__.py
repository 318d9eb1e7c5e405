"""All verbs; importing the package registers them."""

from cus.office.stories.verbs import clock, delivery, intake, ops_import, outcomes, plan_depth, plans, waiting

__all__ = ["clock", "delivery", "intake", "ops_import", "outcomes", "plan_depth", "plans", "waiting"]

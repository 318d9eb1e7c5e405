"""The example centre: a town that exists, people who do not, and a door without a lock. Only where CUS_DEMO is set."""

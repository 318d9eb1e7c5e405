"""The law of social services: pure functions on plain values, each citing its provision. No Django, no clock."""

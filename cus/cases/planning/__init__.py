"""Pure looks at what a version of a plan says: warnings, differences, the week, the paper."""

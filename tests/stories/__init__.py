"""Stories of cases, readable by a lawyer: docs/stories.md tells how one is written."""

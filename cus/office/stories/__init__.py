"""Stories of cases as small texts, told day by day through the services of the house: see docs/stories.md."""

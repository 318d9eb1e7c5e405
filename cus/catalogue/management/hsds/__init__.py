"""What `./run manage hsds` can do: one file a verb, each with `add_arguments` and `run`."""

from cus.catalogue.management.hsds import export, taking_over, validate

VERBS = {"export": export, "import": taking_over, "validate": validate}

"""What `./run manage hsds` can do: one file a verb, each with `add_arguments` and `run`."""

from cus.catalogue.management.hsds import export

VERBS = {"export": export}

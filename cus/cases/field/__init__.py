"""A case away from the office: its contents as plain values by name, and how two wordings of them are compared."""

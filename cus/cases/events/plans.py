from cus.records.told import Told

EVENTS: dict[str, Told] = {}

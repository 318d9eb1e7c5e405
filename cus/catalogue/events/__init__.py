"""What is told of the catalogue in its history."""

from cus.catalogue.events import keys

EVENTS = keys.EVENTS

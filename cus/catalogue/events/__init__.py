"""What is told of the catalogue in its history."""

from cus.catalogue.events import keys, sources, synonyms

EVENTS = keys.EVENTS | sources.EVENTS | synonyms.EVENTS

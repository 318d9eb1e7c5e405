"""What is told of the offer in its history."""

from cus.offer.events import listing, locations, programmes, providers, terms, workspace

EVENTS = listing.EVENTS | locations.EVENTS | programmes.EVENTS | providers.EVENTS | terms.EVENTS | workspace.EVENTS

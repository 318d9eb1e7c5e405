"""What is told of the offer in its history."""

from cus.offer.events import listing, locations, providers, terms, workspace

EVENTS = listing.EVENTS | locations.EVENTS | providers.EVENTS | terms.EVENTS | workspace.EVENTS

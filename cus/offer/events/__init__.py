"""What is told of the offer in its history."""

from cus.offer.events import listing, providers, terms, workspace

EVENTS = listing.EVENTS | providers.EVENTS | terms.EVENTS | workspace.EVENTS

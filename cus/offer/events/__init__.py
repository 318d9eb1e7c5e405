"""What is told of the offer in its history."""

from cus.offer.events import listing, providers, workspace

EVENTS = listing.EVENTS | providers.EVENTS | workspace.EVENTS

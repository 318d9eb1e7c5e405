"""What is told of the offer in its history."""

from cus.offer.events import listing, workspace

EVENTS = listing.EVENTS | workspace.EVENTS

"""What is told of the offer in its history."""

from cus.offer.events import listing

EVENTS = listing.EVENTS

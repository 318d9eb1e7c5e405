"""What is told of the register on a timeline, one file a subject."""

from cus.people.events import access, circle, codes, merging, register
from cus.records.told import Told

EVENTS: dict[str, Told] = register.EVENTS | access.EVENTS | circle.EVENTS | codes.EVENTS | merging.EVENTS

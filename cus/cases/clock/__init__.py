"""The legal clock: what is due in every open matter, by which provision, and why it stands still. It only reads."""

from cus.cases.clock.matter import Charge, Matter
from cus.cases.clock.reading import Asked, matters

__all__ = ["Asked", "Charge", "Matter", "matters"]

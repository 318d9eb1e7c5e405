from cus.records.models.denied import DeniedTry, DeniedWhy
from cus.records.models.document import Document
from cus.records.models.event import Event, Reading
from cus.records.models.letter import Letter
from cus.records.models.number_series import NumberSeries
from cus.records.models.outbox import OutboxMessage

__all__ = [
    "DeniedTry",
    "DeniedWhy",
    "Document",
    "Event",
    "Letter",
    "NumberSeries",
    "OutboxMessage",
    "Reading",
]

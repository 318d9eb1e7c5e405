from cus.catalogue.models.entry import Entry, EntryKind, EntryPlace, PlacesLeft
from cus.catalogue.models.record import Record
from cus.catalogue.models.source import ImportRow, ImportRun, RowState, RunState, Source, SourceKind

__all__ = [
    "Entry",
    "EntryKind",
    "EntryPlace",
    "ImportRow",
    "ImportRun",
    "PlacesLeft",
    "Record",
    "RowState",
    "RunState",
    "Source",
    "SourceKind",
]

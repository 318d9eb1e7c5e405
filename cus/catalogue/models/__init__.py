from cus.catalogue.models.api_key import ApiKey
from cus.catalogue.models.edition import Edition
from cus.catalogue.models.entry import Entry, EntryKind, EntryPlace, PlacesLeft
from cus.catalogue.models.record import Record
from cus.catalogue.models.search import BLOCK, Lexeme, Posting, SearchState, Synonym, SynonymKind
from cus.catalogue.models.source import ImportRow, ImportRun, RowState, RunState, Source, SourceKind

__all__ = [
    "ApiKey",
    "BLOCK",
    "Edition",
    "Entry",
    "EntryKind",
    "EntryPlace",
    "ImportRow",
    "ImportRun",
    "Lexeme",
    "PlacesLeft",
    "Posting",
    "Record",
    "RowState",
    "RunState",
    "SearchState",
    "Source",
    "SourceKind",
    "Synonym",
    "SynonymKind",
]

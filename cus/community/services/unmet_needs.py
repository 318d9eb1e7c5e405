"""Everything that changes what the centre knows of its community."""

import re
from datetime import date

from cus.accounts.models import Centre
from cus.community.models import UnmetNeed, UnmetNeedSource
from cus.community.names import without_names

LONGEST = UnmetNeed._meta.get_field("words").max_length or 200

# What could tell who was looking: addresses, and numbers long enough to be a phone, a PESEL, a document or a flat.
PERSONAL = (
    re.compile(r"\S*@\S*"),
    re.compile(r"https?://\S*|www\.\S*"),
    re.compile(r"\b[A-Za-z]{2,3}[ -]?\d{5,6}\b"),
    re.compile(r"\+?\d[\d ./-]{2,}\d"),
)


# Free words; where a place was missing, the words are the name of a service.
TYPED_BY_PEOPLE = (UnmetNeedSource.SEARCH, UnmetNeedSource.SIGNAL)


def record_unmet_need(
    *, centre: Centre, source: UnmetNeedSource, words: str, area: int | None = None, town: str = "", on: date
) -> UnmetNeed | None:
    """Keep what was missing, never who missed it. The same search counts once a day: one person looks many times."""
    kept = without_personal_data(words) if source in TYPED_BY_PEOPLE else words.strip()[:LONGEST]
    if not kept:
        return None
    same = UnmetNeed.objects.filter(centre=centre, source=source, noted_on=on, words__iexact=kept, town=town).first()
    if same and source == UnmetNeedSource.SEARCH:
        return same
    return UnmetNeed.objects.create(centre=centre, source=source, words=kept, area=area, town=town, noted_on=on)


def without_personal_data(words: str) -> str:
    """The words without numbers, addresses and names of people."""
    for pattern in PERSONAL:
        words = pattern.sub(" ", words)
    words = without_names(words)
    return " ".join(words.split())[:LONGEST].strip(" ,;.-")

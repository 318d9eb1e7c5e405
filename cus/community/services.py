"""What the community room keeps."""

import re
from datetime import date

from cus.accounts.models import Centre
from cus.community.models import UnmetNeed

# Whoever types a need may add who they are: addresses, e-mails and long numbers never reach the table.
PERSONAL = re.compile(r"\S+@\S+|\+?\d(?:[\d\s\-]*\d){3,}")


def record_unmet_need(
    *, centre: Centre, source: str, words: str, on: date, area: int | None = None, town: str = ""
) -> UnmetNeed:
    """Keep a need the centre could not serve: what and where, never who."""
    plain = " ".join(PERSONAL.sub(" ", words).split())[:200]
    return UnmetNeed.objects.create(centre=centre, source=source, words=plain, area=area, town=town, noted_on=on)

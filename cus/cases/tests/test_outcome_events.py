"""Whatever is recorded about an outcome can be told on a timeline."""

import re
from pathlib import Path

from cus.cases import services
from cus.cases.events import EVENTS
from cus.records.events import EVENTS as LETTER_EVENTS

NAMED = re.compile(r'"((?:application|transfer|needs|request|decision|letter)\.[a-z_]+)"')


def test_every_event_of_an_outcome_has_its_sentence():
    folder = Path(services.__file__).parent
    sources = [*(folder / "outcomes").glob("*.py"), folder / "letters.py"]
    recorded = {name for source in sources for name in NAMED.findall(source.read_text())}

    assert len(recorded) > 15
    assert recorded - (set(EVENTS) | set(LETTER_EVENTS)) == set()

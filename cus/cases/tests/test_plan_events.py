"""Everything recorded about plans, contacts and tasks can be told."""

import re
from pathlib import Path

import cus.cases.services.plans as services
from cus.cases.events import plan_depth, plans

RECORDED = re.compile(r'\brecord\(\s*"([a-z_.]+)"')


def test_every_recorded_event_has_its_sentence_and_every_sentence_its_event():
    sources = [path.read_text() for path in Path(services.__file__).parent.glob("*.py")]

    assert {name for source in sources for name in RECORDED.findall(source)} == set(plans.EVENTS | plan_depth.EVENTS)

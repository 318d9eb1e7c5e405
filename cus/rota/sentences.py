"""What the rota says in words: a code with values, which a screen may translate, and plain English meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | float


@dataclass(frozen=True, slots=True)
class Sentence:
    """`code` names a row of `SENTENCES`; `values` fill it. Minutes of a day are in `values` as numbers."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return SENTENCES[self.code].format(**{name: _said(name, value) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text


def clock(minute: float) -> str:
    """A minute of the day as hours and minutes; past midnight it counts on, as the rota does."""
    whole = int(minute + 0.5)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _said(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value
    return clock(value) if name in CLOCKS else f"{value:.1f}".removesuffix(".0")


CLOCKS = frozenset({"at", "before", "after", "from", "until"})
"""Names of values that are minutes of a day."""

SENTENCES = {
    # repair: why an affected visit is at risk, and what becomes of it
    "risk.must": "Must not be missed.",
    "risk.pair": "Needs two carers.",
    "risk.priority": "Has priority {priority}.",
    "risk.only_visit": "The only visit to {person} that day.",
    "risk.other": "No special risk.",
    "now.with": "{carer} comes at {at}.",
    "now.later": "{carer} comes at {at}, not at {before}.",
    "now.other": "{carer} comes at {at}, not {former} at {before}.",
    "now.nobody": "Nobody can come.",
    # explain: why this carer and not that one
    "no.skill": "{carer} does not have the skill {skill}.",
    "no.level": "{carer} has level {level} of the skill {skill}; level {needed} is needed.",
    "no.forbidden": "{carer} may not visit {person}.",
    "no.area": "{carer} does not work in {area}.",
    "no.shift": "{carer} does not work that day.",
    "no.absent": "{carer} is absent that day.",
    "no.pair": "{carer} makes the visit {visit}, which belongs to this one and needs another carer.",
    "no.LATEST": "With {carer} a visit would begin after its latest hour.",
    "no.HOURS": "With {carer} the hours of the shift would not suffice.",
    "no.BREAK": "{carer} would not get the break.",
    "no.LAG": "With {carer} two visits that belong together would be too far apart.",
    "no.GAP": "With {carer} two visits to one person would be too close.",
    "no.order": "With {carer} visits would wait for each other.",
    "yes.dearer": "With {carer} at {at} the rota would cost {more} more: {terms}.",
    "yes.same": "With {carer} at {at} the rota would cost the same.",
    "yes.cheaper": "With {carer} at {at} the rota would cost {less} less: {terms}.",
    "verdict.only": "Nobody but {carer} can make this visit as things are.",
    "verdict.best": "{carer} makes it at the least cost; the next best is {other}, at {more} more.",
    "verdict.equal": "{other} could make it at the same cost as {carer}.",
    "verdict.cheaper": "{other} could make it for {less} less than {carer}.",
    "verdict.chain": "{other} could make it if {carer} made {visit} instead: {less} less in all.",
    "verdict.unserved": "{reason}",
    # explain: what would make an unserved visit possible
    "if.nothing": "{carer} could make it at {at} as things are: {more} more than leaving it out.",
    "if.cheaper": "{carer} could make it at {at} as things are: {less} less than leaving it out.",
    "if.later": "If it might begin {minutes} minutes later, {carer} could come at {at}.",
    "if.earlier": "If it might begin {minutes} minutes earlier, {carer} could come at {at}.",
    "if.overtime": "With {minutes} minutes more of overtime, {carer} could come at {at}.",
    "if.skill": "If {carer} had the skill {skill} at level {level}, {carer} could come at {at}.",
    "if.dropped": "If the visit {visit} to {person} (priority {priority}) were left out, {carer} could come at {at}.",
}

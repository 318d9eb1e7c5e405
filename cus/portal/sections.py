"""The parts of the page "Who helps me", and what right opens each to somebody who acts for the person."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from cus.people.models import Representation, Scope


class Section(StrEnum):
    VISITS = "VISITS"
    AGREED = "AGREED"
    COSTS = "COSTS"
    WAITING = "WAITING"
    LETTERS = "LETTERS"
    CONSENTS = "CONSENTS"
    LOOKED = "LOOKED"
    PRIVATE = "PRIVATE"


BY_RIGHT: dict[Section, str] = {
    Section.VISITS: Scope.ACCOUNT,
    Section.AGREED: Scope.AGREE_PLAN,
    Section.COSTS: Scope.MONEY,
    Section.WAITING: Scope.APPLY,
    Section.LETTERS: Scope.RECEIVE_LETTERS,
    Section.CONSENTS: Scope.CONSENT,
}
LABELS = {
    Section.VISITS: _("who comes and when, whom to call"),
    Section.AGREED: _("what was agreed"),
    Section.COSTS: _("what it costs"),
    Section.WAITING: _("what the person is waiting for"),
    Section.LETTERS: _("which letters were sent"),
    Section.CONSENTS: _("what the person consented to"),
    Section.LOOKED: _("who looked at the data"),
}


def sections_of(helper: Representation | None) -> frozenset[Section]:
    """The person sees all of it. A helper sees what their right covers; who looked, only if the law made them act.

    What is private (neighbours' phones, notes, tasks of the team) no helper sees.
    """
    if helper is None:
        return frozenset(Section)
    seen = {section for section, right in BY_RIGHT.items() if right in helper.scope}
    return frozenset(seen | {Section.LOOKED} if helper.is_statutory else seen)


def sections_in_words(helper: Representation | None) -> list[str]:
    """What the card of this helper shows, for staff who give it."""
    seen = sections_of(helper)
    return [str(label) for section, label in LABELS.items() if section in seen]

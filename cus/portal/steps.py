"""The steps of the online form: which follow from who applies for whom."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.cases.models import Applicant


class Whom(TextChoices):
    """For whom the form is filled in."""

    ME = "ME", _("For myself")
    RELATIVE = "RELATIVE", _("For a relative or another person I care for")
    REPRESENTED = "REPRESENTED", _("For a person I represent by law")
    SOMEBODY = "SOMEBODY", _("I want to tell you about somebody who may need help")


# Whoever tells about somebody is no applicant: the law makes it a signal (RULE-34).
APPLICANTS = {
    Whom.ME: Applicant.PERSON.value,
    Whom.RELATIVE: Applicant.ACTUAL_CARER.value,
    Whom.REPRESENTED: Applicant.STATUTORY_REPRESENTATIVE.value,
    Whom.SOMEBODY: "",
}


@dataclass(frozen=True)
class Step:
    """One page of the form: its address, its name in the list of steps, and for whom it is asked.

    The name is no part of what a step is: it reads, and would hash, otherwise in each language.
    """

    slug: str
    name: str | Promise = field(compare=False)
    asked: frozenset[Whom] = frozenset(Whom)


APPLYING = frozenset({Whom.ME, Whom.RELATIVE, Whom.REPRESENTED})
HELPING = frozenset({Whom.RELATIVE, Whom.REPRESENTED})
REPORTING = frozenset({Whom.SOMEBODY})

WHOM = Step("dla-kogo", _("For whom"))
SERVICES = Step("uslugi", _("Services"), APPLYING)
SITUATION = Step("co-jest-trudne", _("What is hard"), APPLYING)
HELPER = Step("kto-sklada", _("About you"), HELPING)
PERSON = Step("osoba", _("The person"), APPLYING)
ADDRESS = Step("adres", _("Address"), APPLYING)
CONTACT = Step("kontakt", _("Contact"), APPLYING)
DOCUMENTS = Step("dokumenty", _("Files"), APPLYING)
ABOUT = Step("o-kim", _("About whom"), REPORTING)
HAPPENING = Step("co-sie-dzieje", _("What is happening"), REPORTING)
REPORTER = Step("kto-zglasza", _("About you"), REPORTING)
CHECK = Step("sprawdzenie", _("Last look"))

STEPS = (
    WHOM,
    SERVICES,
    SITUATION,
    HELPER,
    PERSON,
    ADDRESS,
    CONTACT,
    DOCUMENTS,
    ABOUT,
    HAPPENING,
    REPORTER,
    CHECK,
)


def steps_for(whom: str) -> list[Step]:
    """The steps of this form in their order; until it is known for whom, those for oneself."""
    chosen = Whom(whom) if whom in Whom.values else Whom.ME
    return [step for step in STEPS if chosen in step.asked]

"""The words every letter about a case begins with: to whom, how the person is addressed, what it is about."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cus.accounts.models import User
from cus.cases.models import Applicant, Application, Decision
from cus.kit.errors import Refused
from cus.kit.templatetags.kit import phone
from cus.people.models import Never, Person, Representation, Scope, Sex
from cus.people.queries import acting_for, may_act_for
from cus.records.letters import signature_of
from cus.team.models import AuthorisationKind
from cus.team.queries import authorisation_of

# How Polish letters address a woman, a man, and a person whose sex the register does not tell.
ADDRESSES: dict[str, dict[str, str]] = {
    Sex.FEMALE: {
        "greeting": "Szanowna Pani",
        "who": "Pani",
        "whose": "Pani",
        "whom": "Panią",
        "to_whom": "Pani",
        "can": "może Pani",
        "asked": "złożyła Pani",
    },
    Sex.MALE: {
        "greeting": "Szanowny Panie",
        "who": "Pan",
        "whose": "Pana",
        "whom": "Pana",
        "to_whom": "Panu",
        "can": "może Pan",
        "asked": "złożył Pan",
    },
    "": {
        "greeting": "Szanowna Pani, Szanowny Panie",
        "who": "Pani/Pan",
        "whose": "Pani/Pana",
        "whom": "Panią/Pana",
        "to_whom": "Pani/Panu",
        "can": "może Pani/Pan",
        "asked": "złożono",
    },
}
BEFORE_NAME = {Sex.FEMALE: "Pani ", Sex.MALE: "Pan ", "": ""}


def known_of(application: Application) -> dict[str, Any]:
    """What every letter about an application may say."""
    person = application.person
    return {
        "number": application.number,
        "filed_on": application.filed_on,
        "name": person.name,
        "centre": application.centre.name,
        "centre_address": ", ".join(
            filter(
                None, (application.centre.address, f"{application.centre.postcode} {application.centre.town}".strip())
            )
        ),
        "phone": phone(application.centre.phone),
        "for_another": application.applicant != Applicant.PERSON,
        **ADDRESSES[person.sex],
    }


def recipient_of(application: Application, *, on: date) -> dict[str, Any]:
    """The person, or who receives their letters: the statutory representative who applied, or whoever may."""
    person = application.person
    receiver = receiver_of(application, on=on)
    if receiver is None:
        return {"name": f"{BEFORE_NAME[person.sex]}{person.name}", "address": address_lines(person)}
    lives_at = receiver.represented_by or person
    return {"name": receiver.name, "address": address_lines(lives_at)}


def receiver_of(application: Application, *, on: date) -> Representation | None:
    """Whom letters are addressed to instead of the person, on the day; nobody whose right has ended."""
    applied = application.representation if application.applicant == Applicant.STATUTORY_REPRESENTATIVE else None
    if applied and applied.is_in_force(on=on):
        return applied
    helpers = acting_for(application.person, on=on)
    return next((one for one in helpers if may_act_for(one, Scope.RECEIVE_LETTERS, on)), None)


def signature_for(user: User | None, *, on: date) -> dict[str, str]:
    """Name and post; and on whose authority, with its number, for who is not the director."""
    authorisation = authorisation_of(user, AuthorisationKind.SIGN_DECISIONS, on=on) if user else None
    number = f" nr {authorisation.number}" if authorisation and authorisation.number else ""
    return signature_of(user, authorisation=f"Z upoważnienia dyrektora{number}" if authorisation else "")


def check_addressee(person: Person) -> None:
    """Nothing is addressed to the dead."""
    if person.deceased_on is not None:
        raise Refused(
            _(
                "The register says that this person has died: no letter is addressed to them."
                " Withdraw the application on the page of the case."
            )
        )


def address_lines(person: Person) -> list[str]:
    """Street and number, postcode and town, as an envelope shows them; nothing where no letter may go."""
    if Never.LETTERS_HOME in person.never or person.moved_out_on is not None or person.deceased_on is not None:
        return []
    street = f"{person.street or person.town} {person.house}".strip() if person.house or person.street else ""
    town = f"{person.postcode} {person.town}".strip()
    return [line for line in (street, town) if line]


def words_of_refusal(decision: Decision, services: list[str]) -> dict[str, object]:
    """What the text of a refusal is made of: for the letter, and for the preview of a draft."""
    return {
        "services": services,
        "reasons": decision.reasons,
        "provision": decision.provision,
        "appeal_instruction": decision.appeal_instruction,
        "for_lack_of_places": decision.for_lack_of_places,
    }


def title_of_refusal(services: int) -> str:
    return f"Decyzja o odmowie zakwalifikowania do {'usługi' if services == 1 else 'usług'}"

"""Signals and applications."""

from datetime import date, timedelta
from uuid import uuid4

from cus.accounts.models import User
from cus.cases.models import Applicant, Application, FilingChannel, Signal
from cus.cases.models.signal import ReporterKind
from cus.cases.services.completing import (
    call_to_complete,
    complete_application,
    set_aside_application,
    withdraw_application,
)
from cus.cases.services.intake import file_application
from cus.cases.services.outcomes.withdrawal import withdraw_request
from cus.cases.services.signals import close_signal, receive_signal
from cus.offer.models import Service
from cus.office.stories.reading import Unreadable
from cus.office.stories.stage import Stage
from cus.office.stories.verb import verb
from cus.office.stories.verbs.outcomes import request_of
from cus.office.stories.words import plain
from cus.people.models import Person, Representation


@verb("files an application")
def files(
    stage: Stage,
    by: User | None,
    *,
    of: Person,
    for_: list[Service],
    channel: FilingChannel = FilingChannel.PHONE,
    acting: Representation | None = None,
    as_: str | None = None,
    after: Signal | None = None,
    called: str | None = None,
) -> Application:
    """An application of a person, perhaps by who acts for them (`acting`), for one service or several.

    `as` says in what role somebody who is no representative wants to file: "neighbour".
    """
    key = called or next(key for key, person in stage.people.items() if person == of)
    if key in stage.cases:
        raise Unreadable(f"There is a case “{key}” already: give this one another name with “called”.")
    application = file_application(
        centre=stage.centre,
        person_id=of.pk,
        services=for_,
        applicant=_role(as_) or (acting.applies_as if acting else Applicant.PERSON),
        representation_id=acting.pk if acting else None,
        channel=channel,
        situation="Potrzebna jest pomoc.",
        submission_key=uuid4(),
        signal_id=after.pk if after else None,
        by=by,
        at=stage.at,
    )
    stage.cases[key] = application
    return application


def _role(said: str | None) -> str | None:
    """As the house knows it; a role it does not know, such as a neighbour's, is handed on for it to refuse."""
    known = {plain(one.value): one.value for one in Applicant}
    return known.get(plain(said), said) if said else None


@verb("notes a signal")
def notes_a_signal(
    stage: Stage,
    by: User | None,
    *,
    about: str,
    from_: ReporterKind = ReporterKind.NEIGHBOUR,
    says: str = "Potrzebna jest pomoc.",
    called: str = "signal",
) -> Signal:
    """What somebody else tells of a person who may need help."""
    person = stage.people.get(about)
    stage.signals[called] = receive_signal(
        centre=stage.centre,
        by=by,
        at=stage.at,
        reporter_kind=from_,
        reporter_name="Osoba z opowieści",
        about_name=person.name if person else about,
        content=says,
        person=person,
    )
    return stage.signals[called]


@verb("closes the signal")
def closes_the_signal(
    stage: Stage, by: User, *, signal: Signal, because: str, unmet_need: str = "", town: str = ""
) -> None:
    close_signal(signal_id=signal.pk, reason=because, by=by, on=stage.on, unmet_need=unmet_need, town=town)


@verb("calls to complete")
def calls_to_complete(
    stage: Stage, by: User, *, case: Application, missing: str = "podpis", by_: date | None = None
) -> None:
    until = by_ or stage.on + timedelta(days=14)
    call_to_complete(application_id=case.pk, missing=missing, complete_by=until, by=by, on=stage.on)


@verb("notes that all is there")
def notes_that_all_is_there(stage: Stage, by: User, *, case: Application) -> None:
    complete_application(application_id=case.pk, by=by, on=stage.on)


@verb("leaves without consideration")
def leaves_without_consideration(
    stage: Stage, by: User, *, case: Application, because: str = "Brak odpowiedzi na wezwanie."
) -> None:
    set_aside_application(application_id=case.pk, reason=because, by=by, on=stage.on)


@verb("notes a withdrawal")
def notes_a_withdrawal(
    stage: Stage, by: User, *, case: Application, of: Service | None = None, because: str = "Wola osoby."
) -> None:
    """Of the whole application, or of one service."""
    if of is None:
        withdraw_application(application_id=case.pk, reason=because, by=by, on=stage.on)
    else:
        withdraw_request(request_id=request_of(case, of).pk, reason=because, by=by, on=stage.on)

"""What was there before a story begins: the centre, its staff, people, services and the programme in force."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError

from cus.accounts.models import Centre, Municipality, Role, RoleHeld, User
from cus.kit.errors import Refused
from cus.offer.models import LegalTrack, ProgrammeService, ProgrammeVersion, Service, ServiceForm
from cus.offer.publishing import publishing_at_once
from cus.offer.services import programmes
from cus.offer.services.listing import publish_service, save_service
from cus.offer.services.terms import add_terms, save_conditions, save_terms_row
from cus.office.stories.reading import Told, Unreadable, line_of, without_line, words_of
from cus.office.stories.stage import Stage
from cus.office.stories.words import arguments, plain, read_as
from cus.people.models import Person, RepresentationKind, Scope
from cus.people.services import add_person, add_representation
from cus.team.models import Authorisation, AuthorisationKind, Post, PostKind, Unit
from cus.team.models.unit import UnitKind

# What a service may meet where a story gives it what no page would.
NOT_POSSIBLE = (ObjectDoesNotExist, ValidationError, DatabaseError, ValueError, OverflowError, LookupError)
LONG_AGO = date(2000, 1, 1)
STAFF = {
    "director": ("Danuta", "Wilk", Role.DIRECTOR, PostKind.DIRECTOR),
    "organiser": ("Beata", "Sikora", Role.ORGANISER, PostKind.SERVICES_ORGANISER),
    "coordinator": ("Joanna", "Mazur", Role.COORDINATOR, PostKind.PLAN_COORDINATOR),
    "second coordinator": ("Adam", "Kurek", Role.COORDINATOR, PostKind.PLAN_COORDINATOR),
    "social worker": ("Renata", "Gajda", Role.SOCIAL_WORKER, PostKind.SOCIAL_WORKER),
    "front desk": ("Paulina", "Sowa", Role.FRONT_DESK, PostKind.OFFICE),
    "community organiser": ("Marek", "Pawlak", Role.COMMUNITY_ORGANISER, PostKind.COMMUNITY_ORGANISER),
}
UNITS = {
    "assistance team": ("Zespół pomocy społecznej", UnitKind.CUS_TEAM),
    "municipal office": ("Urząd Miejski", UnitKind.MUNICIPAL_OFFICE),
    "school": ("Szkoła Podstawowa", UnitKind.MUNICIPAL_UNIT),
    "hospital": ("Szpital powiatowy", UnitKind.OUTSIDE),
}
PROGRAMME = "programme"
GIVEN = ("people", "representatives", "services", "programme", "authorisations", "switched off")


def a_centre(told: Told) -> Centre:
    """A centre of the story's own, in a municipality of its own."""
    switched_off = words_of(told.given, "switched off")
    centre = Centre.objects.create(
        name="Centrum Usług Społecznych w Opowieści", town="Opowieść", is_example=True, switched_off_rules=switched_off
    )
    place = {"name": "Opowieść", "powiat": "opowieści", "voivodeship": "małopolskie"}
    centre.municipalities.add(Municipality.objects.get_or_create(teryt="1299999", defaults=place)[0])
    return centre


def set_stage(centre: Centre, told: Told) -> Stage:
    """Everything `given` names, put there by the services of the house."""
    unknown = [key for key in without_line(told.given) if key not in GIVEN]
    if unknown:
        line = line_of(told.given, unknown[0])
        raise Unreadable(f"“{unknown[0]}” cannot be given: write {', '.join(GIVEN)}.", line=line)
    stage = Stage(centre, staff={key: _member(centre, key) for key in STAFF})
    stage.units = {
        key: Unit.objects.create(centre=centre, name=name, kind=kind) for key, (name, kind) in UNITS.items()
    }
    stage.on = told.days[0].on - timedelta(days=1)
    _put(told, "people", lambda key, said: stage.people.update({key: _person(stage, said)}))
    _put(told, "representatives", lambda key, said: stage.representatives.update({key: _right(stage, said)}))
    with publishing_at_once(centre):
        _put(told, "services", lambda key, said: stage.services.update({key: _called(_service, said, stage, key=key)}))
    _put(told, "authorisations", lambda key, said: _called(_authorisation, said, stage, key=key))
    _put(told, PROGRAMME, lambda _key, said: _called(_programme, said, stage))
    return stage


def _put(told: Told, part: str, put: Callable[[str, dict[str, Any]], Any]) -> None:
    """Each thing of a part of `given`; what cannot be so is told with its line."""
    written = told.given.get(part) or {}
    if not isinstance(written, dict):
        raise Unreadable(f"“{part}” gives names, each with what is known.", line=line_of(told.given, part))
    things = {part: written} if part == PROGRAMME and written else without_line(written)
    for key, said in things.items():
        try:
            put(str(key), said if isinstance(said, dict) else {"": said})
        except Unreadable as wrong:
            raise wrong if wrong.line else Unreadable(str(wrong), line=line_of(written, key)) from wrong
        except (Refused, *NOT_POSSIBLE) as error:
            raise Unreadable(f"“{key}” cannot be given so: {in_words(error)}", line=line_of(written, key)) from error


def in_words(error: Exception) -> str:
    """What the house or the database said, on one line."""
    said = " ".join(str(error).split())
    return (
        said if isinstance(error, Refused | DatabaseError | ObjectDoesNotExist) else f"{type(error).__name__} {said}"
    )


def _called(make: Any, said: dict[str, Any], stage: Stage, **also: Any) -> Any:
    return make(stage, **arguments(make, said, stage), **also)


def _right(stage: Stage, said: dict[str, Any]) -> Any:
    return _called(_representative, said, stage)


def _member(centre: Centre, key: str) -> User:
    first_name, last_name, role, post = STAFF[key]
    email = f"{key.replace(' ', '.')}.{centre.pk}@opowiesc.example"
    user = User.objects.create_user(email, first_name=first_name, last_name=last_name, centre=centre)
    RoleHeld.objects.create(centre=centre, user=user, role=role, starts_on=LONG_AGO)
    Post.objects.create(centre=centre, user=user, kind=post, starts_on=LONG_AGO)
    return user


PERSON = {
    "name": str,
    "born": date,
    "PESEL": str,
    "phone": str,
    "email": str,
    "street": str,
    "house": str,
    "town": str,
    "died": date,
}
COLUMNS = {"born": "born_on", "PESEL": "pesel", "died": "deceased_on"}


LIMIT = ("quantity", "unit", "span", "per")


def _person(stage: Stage, said: dict[str, Any]) -> Person:
    said = {"name" if key == "" else key: value for key, value in without_line(said).items()}
    unknown = [key for key in said if key not in PERSON]
    if unknown:
        raise Unreadable(f"“{unknown[0]}” cannot be said of a person: write {', '.join(PERSON)}.")
    if not said.get("name"):
        raise Unreadable("“name” is missing.")
    read = {key: read_as(PERSON[key], value, stage) for key, value in said.items()}
    first_name, _space, last_name = str(read.pop("name", "")).partition(" ")
    fields = {COLUMNS.get(key, key): value for key, value in read.items()}
    fields.setdefault("municipality", stage.centre.municipalities.get())
    names = {"first_name": first_name, "last_name": last_name}
    return add_person(centre=stage.centre, by=stage.staff["front desk"], on=stage.on, **names, **fields)


def _representative(
    stage: Stage,
    *,
    name: str,
    of: Person,
    as_: RepresentationKind = RepresentationKind.ACTUAL_CARER,
    relation: str = "",
    may: list[Scope] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """`may` is what the right covers, where it is not the usual."""
    representation = add_representation(
        person=of, kind=as_, name=name, relation=relation, by=stage.staff["front desk"], on=since or stage.on
    )
    representation.ends_on = until or representation.ends_on
    representation.scope = [one.value for one in may] if may is not None else representation.scope
    representation.save(update_fields=["ends_on", "scope"])
    return representation


def _service(
    stage: Stage,
    *,
    name: str,
    area: int = 4,
    places: int | None = None,
    track: LegalTrack = LegalTrack.PROGRAMME,
    key: str = "",
) -> Service:
    by = stage.staff["organiser"]
    fields = {
        "code": f"U{len(stage.services) + 1:03}",
        "area": area,
        "name": name,
        "description": name,
        "recipients": "mieszkańcy",
        "recipient_kinds": ["PERSONS"],
        "form": ServiceForm.INDIVIDUAL,
        "unit": "godzina",
        "places": places,
        "legal_track": track,
        "is_free": True,
    }
    service = save_service(centre=stage.centre, fields=fields, by=by, on=stage.on)
    return publish_service(service_id=service.pk, by=by, on=stage.on)


def _authorisation(
    stage: Stage, *, of: AuthorisationKind, since: date = LONG_AGO, until: date | None = None, key: str = ""
) -> Authorisation:
    """`organiser: {of: approve individual plans, since: …, until: …}`"""
    return Authorisation.objects.create(
        centre=stage.centre,
        user=stage.named(User, key),
        kind=of,
        granted_by=stage.staff["director"],
        starts_on=since,
        ends_on=until,
    )


def _programme(
    stage: Stage,
    *,
    services: Any,
    in_force: date,
    ends: date,
    name: str = "Program usług społecznych",
) -> ProgrammeVersion:
    """A programme as councils make them: drafted, consulted, adopted and published 14 days before it is in force."""
    organiser = stage.staff["organiser"]
    begun = in_force - timedelta(days=90)
    version = programmes.begin_programme(
        centre=stage.centre,
        title=name,
        period=(in_force, ends),
        municipalities=stage.centre.municipalities.all(),
        by=organiser,
        on=begun,
    )
    content = dict.fromkeys(("goals", "services", "addressees", "conditions", "fees", "limits"), "Jak w uchwale.")
    programmes.save_version(version_id=version.pk, fields={"content": content}, by=organiser, on=begun)
    named = without_line(services) if isinstance(services, dict) else dict.fromkeys(_words(services))
    for key, said in named.items():
        if not isinstance(said, dict | None):
            raise Unreadable(f"“{key}” has conditions and limits in the programme, or nothing.")
        terms = add_terms(version_id=version.pk, service_id=stage.named(Service, key).pk, by=organiser, on=begun)
        _called(_terms, said or {}, stage, terms=terms)
    return _into_force(version, by=organiser, published=in_force - timedelta(days=14))


def _words(written: Any) -> list[str]:
    return [str(one) for one in (written if isinstance(written, list) else [written])]


def _terms(
    stage: Stage, *, conditions: Any = None, limits: list[dict] | None = None, terms: ProgrammeService | None = None
) -> None:
    """`conditions` in their stored form; `limits` as {quantity, unit, span, per}."""
    if terms is None:
        return
    by = stage.staff["organiser"]
    if conditions:
        save_conditions(terms_id=terms.pk, conditions=_bare(conditions), by=by, on=stage.on)
    for limit in limits or []:
        said = without_line(limit)
        if set(said) - set(LIMIT) or "quantity" not in said:
            raise Unreadable(f"A limit says {', '.join(LIMIT)}.")
        row = {key: plain(value).replace(" ", "_").upper() for key, value in said.items()}
        row["quantity"] = read_as(int, said["quantity"], stage)
        save_terms_row(terms_id=terms.pk, part="limits", fields=row, by=by, on=stage.on)


def _bare(written: Any) -> Any:
    """The same without the lines it was read from."""
    if isinstance(written, dict):
        return {key: _bare(value) for key, value in without_line(written).items()}
    return [_bare(one) for one in written] if isinstance(written, list) else written


def _into_force(version: ProgrammeVersion, *, by: User, published: date) -> ProgrammeVersion:
    asked, reported = published - timedelta(days=60), published - timedelta(days=30)
    programmes.consult_version(
        version_id=version.pk, period=(asked, asked + timedelta(days=21)), channels="strona, centrum", by=by, on=asked
    )
    programmes.close_consultation(version_id=version.pk, report="Bez uwag.", by=by, on=reported)
    programmes.submit_version(version_id=version.pk, by=by, on=reported)
    adopted = {"number": "I/1", "adopted_on": published - timedelta(days=7), "starts_on": None}
    resolution = programmes.record_resolution(
        version_id=version.pk, municipality=version.centre.municipalities.get(), fields=adopted, by=by, on=published
    )
    place = {"journal_year": published.year, "journal_position": 1, "published_on": published}
    programmes.record_publication(resolution_id=resolution.pk, fields=place, by=by, on=published)
    version.refresh_from_db()
    return version


# What each part of `given` may say, for `--words`; people are said as `PERSON`.
GIVEN_BY: dict[str, Callable[..., Any]] = {
    "representatives": _representative,
    "services": _service,
    "authorisations": _authorisation,
    PROGRAMME: _programme,
}

"""Who works in the example centre, and as whom one can sign in."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Centre, Role, RoleHeld, User
from cus.team.models import Authorisation, AuthorisationKind, Post, PostKind, Unit

DOMAIN = "niepolomice.example"


@dataclass(frozen=True)
class Member:
    """A person of the cast: name, post, roles, and what one can try as them."""

    first_name: str
    last_name: str
    login: str
    post: str
    role: Role
    tries: str | Promise
    start: str
    post_kind: PostKind | None = None
    phone: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@{DOMAIN}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


STAFF = {
    "director": Member(
        "Danuta", "Wilk", "danuta.wilk", "dyrektorka", Role.DIRECTOR,
        _("Approves or returns plans, signs decisions, grants roles and authorisations."),
        "office:today", PostKind.DIRECTOR, "+48125550121",
    ),
    "organiser": Member(
        "Beata", "Sikora", "beata.sikora", "organizatorka usług społecznych", Role.ORGANISER,
        _("Qualifies, keeps the waiting lists and the catalogue; authorised to approve plans and sign decisions."),
        "office:today", PostKind.SERVICES_ORGANISER, "+48125550122",
    ),
    "joanna": Member(
        "Joanna", "Mazur", "joanna.mazur", "koordynatorka", Role.COORDINATOR,
        _("Recognises needs, builds plans with people and stays in touch. Her day is the best place to begin."),
        "office:today", PostKind.PLAN_COORDINATOR, "+48125550123",
    ),
    "adam": Member(
        "Adam", "Kurek", "adam.kurek", "koordynator", Role.COORDINATOR,
        _("The second coordinator: other people, the same work."),
        "office:today", PostKind.PLAN_COORDINATOR, "+48125550124",
    ),
    "social_worker": Member(
        "Renata", "Gajda", "renata.gajda", "pracowniczka socjalna", Role.SOCIAL_WORKER,
        _("Takes over what needs a decision under the social assistance act; sees cases and plans."),
        "office:today", PostKind.SOCIAL_WORKER, "+48125550125",
    ),
    "front_desk": Member(
        "Paulina", "Sowa", "paulina.sowa", "biuro obsługi mieszkańca", Role.FRONT_DESK,
        _("Answers the phone, notes signals, writes an application down in under a minute."),
        "office:today", PostKind.OFFICE, "+48125550120",
    ),
    "community": Member(
        "Marek", "Pawlak", "marek.pawlak", "organizator społeczności lokalnej", Role.COMMUNITY_ORGANISER,
        _("Hears of people from neighbours, sees which needs nobody can serve. Opens no case."),
        "cases:signals", PostKind.COMMUNITY_ORGANISER, "+48125550126",
    ),
    "carer": Member(
        "Halina", "Wrona", "halina.wrona", "opiekunka", Role.CARER,
        _("Visits people at home. Sees the public site only: cases are none of her pages."),
        "portal:catalogue", PostKind.CARER,
    ),
    "provider": Member(
        "Piotr", "Banaś", "piotr.banas", "Spółdzielnia Socjalna „Razem”", Role.PROVIDER,
        _("Brings meals and help at home for the centre. Keeps its own entry, sees nothing of anybody else."),
        "offer:workspace",
    ),
}  # fmt: skip
RESIDENT = Member(
    "Henryk", "Jarosz", "henryk.jarosz", "mieszkaniec", Role.RESIDENT,
    _("Has a running plan and sees his own case, nobody else's."),
    "portal:follow",
)  # fmt: skip
PLATFORM_ADMIN = Member(
    "Tomasz", "Lech", "admin", "administrator platformy", Role.PLATFORM_ADMIN,
    _("Looks after the installation. Belongs to no centre and sees no person and no case."),
    "demo:people",
)  # fmt: skip
EVERYONE = (*STAFF.values(), RESIDENT, PLATFORM_ADMIN)


def member_of(user: User) -> Member | None:
    return next((member for member in EVERYONE if member.email == user.email), None)


def add_staff(centre: Centre, *, since: date) -> dict[str, User]:
    """Accounts nobody can sign in to with a password, each with role and post."""
    return {key: add_account(member, centre, since=since) for key, member in STAFF.items()}


def add_account(member: Member, centre: Centre | None, *, since: date) -> User:
    user = User.objects.create_user(
        email=member.email,
        first_name=member.first_name,
        last_name=member.last_name,
        post=member.post,
        phone=member.phone,
        centre=centre,
    )
    if centre:
        RoleHeld.objects.create(centre=centre, user=user, role=member.role, starts_on=since)
    return user


def add_posts(centre: Centre, staff: dict[str, User], units: dict[str, Unit], *, since: date) -> None:
    """Everyone stands in the team of services, the social worker in the team of assistance."""
    for key, member in STAFF.items():
        if member.post_kind:
            unit = units["assistance" if key == "social_worker" else "services"]
            Post.objects.create(
                centre=centre, user=staff[key], unit=unit, kind=member.post_kind, starts_on=since
            )  # fmt: skip


def authorise(centre: Centre, staff: dict[str, User], *, since: date) -> None:
    """The director put plans and decisions into the organiser's hands."""
    for number, kind in enumerate((AuthorisationKind.APPROVE_PLANS, AuthorisationKind.SIGN_DECISIONS), start=1):
        Authorisation.objects.create(
            centre=centre,
            user=staff["organiser"],
            kind=kind,
            number=f"CUS.0052.{number}.{since.year}",
            granted_by=staff["director"],
            starts_on=since,
        )

"""As whom one can sign in: the cast that is in the database."""

from dataclasses import dataclass

from cus.accounts.models import User
from cus.office.demo.cast import EVERYONE, Member


@dataclass(frozen=True)
class Door:
    """A member of the cast and the account behind the button."""

    member: Member
    user: User

    @property
    def title(self) -> str:
        """The post as letters name it, else the role."""
        return self.member.post or str(self.member.role.label)


def doors() -> list[Door]:
    """The cast in its order. Nobody else: an account made later is not to be had without its password."""
    by_email = {user.email: user for user in User.objects.filter(email__in=[member.email for member in EVERYONE])}
    return [Door(member, by_email[member.email]) for member in EVERYONE if member.email in by_email]


def list_of_people() -> str:
    """One line each: name, post, e-mail."""
    people = doors()
    widest = max((len(door.user.name) for door in people), default=0)
    return "\n".join(f"{door.user.name:<{widest}}  {door.title} ({door.user.email})" for door in people)

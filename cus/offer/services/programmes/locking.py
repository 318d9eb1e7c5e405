"""Finding a programme for a change: locked, and only for those who may change it."""

from django.utils.translation import gettext as _

from cus.accounts.models import OwnedByCentre, User
from cus.kit.errors import NotAllowed
from cus.offer.models import Programme, ProgrammeVersion
from cus.offer.permissions.programmes import may_write_programme


def locked_version(version_id: int, by: User) -> ProgrammeVersion:
    """The version of the user's own centre, with its programme locked: versions of one change one after another."""
    locked = ProgrammeVersion.objects.select_for_update(of=("self", "programme"))
    version = locked.select_related("programme", "centre", "consultation").get(pk=version_id, centre_id=by.centre_id)
    must_be_theirs(by, version)
    return version


def locked_programme(programme_id: int, by: User) -> Programme:
    locked = Programme.objects.select_for_update(of=("self",)).select_related("centre")
    programme = locked.get(pk=programme_id)
    must_be_theirs(by, programme)
    return programme


def must_be_theirs(by: User, thing: OwnedByCentre) -> None:
    if not may_write_programme(by, thing):
        raise NotAllowed(_("Only the services organiser and the director change programmes."))

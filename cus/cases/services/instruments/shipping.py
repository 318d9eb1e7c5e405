"""The forms that come with the system, given to a centre."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.instruments.library import shipped_forms
from cus.cases.models import Instrument, InstrumentVersion
from cus.cases.permissions.instruments import may_write_forms
from cus.cases.states import FormState
from cus.kit.errors import NotAllowed
from cus.records.log import record


@transaction.atomic
def ship_forms(*, centre: Centre, by: User | None, on: date) -> list[InstrumentVersion]:
    """Give the centre the shipped forms it has not got (`by` None: the nightly task). Records `form.shipped`.

    What is confirmed in its source is in use at once; what is not is a draft the centre completes. Forms a centre
    changed or withdrew are left alone.
    """
    if by is not None and not may_write_forms(by, centre):
        raise NotAllowed(_("Only the organiser and the director write forms."))
    Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    known = set(Instrument.objects.filter(centre=centre).values_list("shipped_as", flat=True))
    return [_ship(centre, code, by, on) for code in shipped_forms() if code not in known]


def _ship(centre: Centre, code: str, by: User | None, on: date) -> InstrumentVersion:
    form = shipped_forms()[code]
    is_draft = form.get("unconfirmed", False)
    instrument = Instrument.objects.create(centre=centre, shipped_as=code, begun_on=on, begun_by=by)
    version = InstrumentVersion.objects.create(
        centre=centre,
        instrument=instrument,
        number=1,
        state=FormState.DRAFT if is_draft else FormState.PUBLISHED,
        name=form["name"],
        form=form,
        author=by,
        begun_on=on,
        published_on=None if is_draft else on,
        published_by=by,
    )
    record("form.shipped", subject=version, by=by, form=version.name)
    return version

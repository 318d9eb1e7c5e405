"""Forms for assessing, as data, in versions that never change once used; and what was answered to them."""

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import CASE_STAFF, OwnedByCentre, OwnedQuerySet, User
from cus.cases.instruments.form import Form
from cus.cases.instruments.reading import read_form
from cus.cases.models.application import Application
from cus.cases.models.needs import NeedsRecognition
from cus.cases.states.instruments import FillingState, FormState
from cus.people.models import AboutPersonQuerySet, Person

REFUSE_WHEN_USED = """
IF OLD.state IN ('PUBLISHED', 'REPLACED') THEN
    RAISE EXCEPTION 'A published version of a form never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {row};
"""
REFUSE_WHEN_FINISHED = """
IF OLD.state = 'FINISHED' THEN
    RAISE EXCEPTION 'A finished assessment never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {row};
"""


def sealed(refuse: str, *, but: tuple[str, ...] = ()) -> list[pgtrigger.Trigger]:
    """PostgreSQL itself refuses to change or remove the row."""
    changed = pgtrigger.AnyChange(exclude=list(but)) if but else pgtrigger.AnyChange()
    return [
        pgtrigger.Trigger(
            name="wording_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=changed,
            func=refuse.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name="wording_is_kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=refuse.format(row="OLD")
        ),
    ]


class InstrumentQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff, who assess with it."""
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def in_use(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)


@pghistory.track()
class Instrument(OwnedByCentre):
    """A form for assessing, such as the Barthel index, through all its versions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shipped_as = models.CharField(max_length=40, blank=True, help_text="code of the form that came with the system")
    begun_on = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "shipped_as"], condition=~Q(shipped_as=""), name="shipped_form_once_a_centre"
            )
        ]

    def __str__(self) -> str:
        return f"instrument {self.pk}"


class InstrumentVersionQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*CASE_STAFF) else self.none()

    def to_fill(self) -> Self:
        """The wordings one assesses with today."""
        return self.filter(state=FormState.PUBLISHED, instrument__withdrawn_on__isnull=True)


@pghistory.track()
class InstrumentVersion(OwnedByCentre):
    """One wording of a form. A published one never changes: a change is a new version."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=FormState.choices, default=FormState.DRAFT)
    name = models.CharField(_("name of the form"), max_length=300)
    form = models.JSONField(help_text="the form as data; the language is in docs/instruments.md")
    change_reason = models.TextField(_("what changes and why"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = InstrumentVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="form_version_number_once"),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(state=FormState.PUBLISHED), name="one_form_version_in_use"
            ),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(state=FormState.DRAFT), name="one_form_version_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FormState.PUBLISHED, FormState.REPLACED]) | Q(published_on__isnull=False),
                name="form_in_use_has_its_day",
            ),
        ]
        triggers = sealed(REFUSE_WHEN_USED, but=("state",))

    def __str__(self) -> str:
        return f"version {self.number} of instrument {self.instrument_id}"

    def as_form(self) -> Form:
        return read_form(self.form)


class FillingQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Case staff who may see the person: it tells of health."""
        if not user.has_role(*CASE_STAFF):
            return self.none()
        return self.in_centre_of(user).filter(person__in=Person.objects.visible_to(user))

    def finished(self) -> Self:
        return self.filter(state=FillingState.FINISHED)

    def with_correction(self) -> Self:
        """Each with `is_corrected`: whether a finished filling says it was wrong."""
        newer = Filling.objects.filter(corrects=OuterRef("pk"), state=FillingState.FINISHED)
        return self.annotate(is_corrected=Exists(newer))


@pghistory.track()
class Filling(OwnedByCentre):
    """The answers of one talk to one version of a form. A finished one never changes: another corrects it.

    Only whose answers they are can be put right, when two entries of the register prove to be one person.
    """

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="fillings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="fillings")
    recognition = models.ForeignKey(NeedsRecognition, models.PROTECT, null=True, blank=True, related_name="fillings")
    state = models.CharField(max_length=20, choices=FillingState.choices, default=FillingState.DRAFT)
    held_on = models.DateField(_("day of the talk"))
    present = models.CharField(_("who answered"), max_length=200, blank=True)
    note = models.TextField(_("remarks"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="by the key of the question")
    results = models.JSONField(default=list, help_text="the sums, counted when it was finished")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    correction_reason = models.TextField(_("what was wrong"), blank=True)
    finished_on = models.DateField(null=True, blank=True)

    objects = FillingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FillingState.FINISHED) | Q(finished_on__isnull=False), name="filling_has_its_end"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""), name="correction_says_what_was_wrong"
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(state__in=[FillingState.DRAFT, FillingState.FINISHED]),
                name="filling_corrected_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "-held_on", "id"], name="filling_of_person")]
        triggers = sealed(REFUSE_WHEN_FINISHED, but=("person",))  # whose they are, a merge of two entries may correct

    def __str__(self) -> str:
        return f"filling {self.pk}"

    @property
    def main_result(self) -> dict[str, object] | None:
        """The sum people look at first."""
        return next((one for one in self.results if one["main"]), None)

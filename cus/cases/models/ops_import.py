"""People and cases taken over from the social assistance centre (OPS): the file, its rows, what is remembered."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, Role, User
from cus.cases.states import OpsImportState
from cus.offer.models import Service
from cus.people.models import AboutPersonQuerySet, Person

TAKES_OVER = (Role.DIRECTOR, Role.ORGANISER)


class OpsQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        """The director and the organiser of services: whole files of people pass through here."""
        return self.in_centre_of(user) if user.has_role(*TAKES_OVER) else self.none()


class OpsDoing(models.TextChoices):
    """What the worker does with an import that is running."""

    READING = "READING", _("reading")
    IMPORTING = "IMPORTING", _("taking over")
    UNDOING = "UNDOING", _("undoing")


class OpsImport(OwnedByCentre):
    """One file of people and cases: read, shown, taken over, undone."""

    from_unit = models.CharField(_("from which centre"), max_length=200)
    state = models.CharField(max_length=20, choices=OpsImportState.choices, default=OpsImportState.COLUMNS)
    doing = models.CharField(max_length=20, choices=OpsDoing.choices, blank=True)
    file_name = models.CharField(max_length=200)
    file = models.FileField(upload_to="ops/", max_length=200, blank=True)
    heading = models.JSONField(default=list, help_text="the names of the columns as the file has them")
    heading_line = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=dict, help_text="field: the number of its column, from 0")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(help_text="when the present step was begun")
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    remarks = models.JSONField(default=list, blank=True)
    error = models.TextField(blank=True)

    objects = OpsQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "-id"], name="ops_import_newest")]

    def __str__(self) -> str:
        return f"import {self.pk} from an OPS"


class OpsRowState(models.TextChoices):
    NEW = "NEW", _("new person")
    COMPLETED = "COMPLETED", _("known person, will be completed")
    UNCHANGED = "UNCHANGED", _("nothing new")
    DOUBTFUL = "DOUBTFUL", _("possible duplicate: say who it is")
    REJECTED = "REJECTED", _("rejected")


class OpsAnswer(models.TextChoices):
    """What somebody said of a possible duplicate."""

    SAME = "SAME", _("the same person")
    NEW = "NEW", _("somebody else: a new person")


class OpsUndone(models.TextChoices):
    PUT_BACK = "PUT_BACK", _("put back")
    KEPT = "KEPT", _("kept: somebody worked with it since")


class OpsRowQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.has_role(*TAKES_OVER) else self.none()

    def to_take_over(self) -> Self:
        """What an import would do: nothing rejected, nothing done already, no doubt nobody has answered."""
        waits = self.filter(done_at__isnull=True).exclude(state=OpsRowState.REJECTED)
        return waits.exclude(state=OpsRowState.DOUBTFUL, answer="")


class OpsRow(OwnedByCentre):
    """One row of the file: what it says, whom it means, what became of it and how it was before."""

    about_person = ("person",)
    tells_of_entries = True  # of the entry the import made or completed, also when that is joined to another later

    run = models.ForeignKey(OpsImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=OpsRowState.choices)
    name = models.CharField(max_length=210, blank=True)
    key = models.CharField(max_length=300, blank=True, help_text="rows with one key mean one person")
    case_number = models.CharField(max_length=60, blank=True)
    brings_case = models.BooleanField(default=False, help_text="a case or help we do not have yet")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    candidates = models.JSONField(default=list, blank=True, help_text="ids of people it could be")
    answer = models.CharField(max_length=10, choices=OpsAnswer.choices, blank=True)
    given = models.JSONField(default=dict, blank=True, help_text="what the row says, by field; emptied when done")
    cells = models.JSONField(default=list, blank=True, help_text="a rejected row as it was, to be mended")
    reasons = models.JSONField(default=list, blank=True)
    changes = models.JSONField(default=dict, blank=True, help_text="fields of the person: before and after")
    made = models.JSONField(default=dict, blank=True, help_text="ids of what this row added, by kind")
    done_at = models.DateTimeField(null=True, blank=True)
    undone = models.CharField(max_length=10, choices=OpsUndone.choices, blank=True)

    objects = OpsRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="line_once_an_ops_import")]
        indexes = [
            models.Index(fields=["run", "state", "line"], name="ops_rows_of_an_import"),
            models.Index(fields=["run", "key"], name="ops_rows_of_one_person"),
            models.Index(fields=["person"], name="ops_rows_of_person"),
        ]

    def __str__(self) -> str:
        return f"row {self.line} of import {self.run_id}: {self.state}"


class OpsColumns(OwnedByCentre):
    """What the columns of a file with this heading mean here, as somebody said the last time."""

    heading_key = models.CharField(max_length=64, help_text="a digest of the heading")
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    objects = OpsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "heading_key"], name="ops_heading_once_a_centre")]

    def __str__(self) -> str:
        return f"columns {self.heading_key[:8]}"


class OpsHelpWords(OwnedByCentre):
    """A kind of help as the old system calls it, and the service of our catalogue it is (empty: none of ours)."""

    words = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")

    objects = OpsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "folded"], name="ops_help_once_a_centre")]

    def __str__(self) -> str:
        return self.words


class ExportKind(models.TextChoices):
    PEOPLE = "PEOPLE", _("people")
    HOUSEHOLDS = "HOUSEHOLDS", _("households")
    CASES = "CASES", _("cases and services")
    DECISIONS = "DECISIONS", _("decisions")


class ExportCoding(models.TextChoices):
    UTF_8 = "UTF_8", _("UTF-8 (newer programs)")
    CP1250 = "CP1250", _("CP1250 (older programs)")


class OpsExport(OwnedByCentre):
    """That somebody took a file of people or cases out, which one and when."""

    kind = models.CharField(_("what"), max_length=20, choices=ExportKind.choices)
    coding = models.CharField(_("character set"), max_length=10, choices=ExportCoding.choices)
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OpsQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="export_has_a_period")]
        indexes = [models.Index(fields=["centre", "-id"], name="ops_export_newest")]

    def __str__(self) -> str:
        return f"export {self.pk}: {self.kind}"

"""Two entries of the register joined into one, with a journal by which it can be undone row by row."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cus.accounts.models import OwnedByCentre, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.person import SEES_PEOPLE, Person


class MergeQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff who work with residents: they must know which entry holds the file."""
        return self.in_centre_of(user) if user.has_role(*SEES_PEOPLE) else self.none()

    def standing(self) -> Self:
        """Done and not undone."""
        return self.filter(undone_on__isnull=True)


class Merge(OwnedByCentre):
    """One entry joined to another, the survivor. The joined entry stays as it was and only points to the survivor."""

    about_person = ("survivor", "merged")
    tells_of_entries = True

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    taken = models.JSONField(default=list, help_text="what of the data the survivor took from the joined entry")
    own_rows = models.JSONField(default=dict, help_text="what was the survivor's before, by column: ids")
    moved = models.JSONField(default=dict, help_text="how many rows moved, by column")
    set_aside = models.JSONField(default=dict, help_text="rows that could not move and stay with the joined entry")
    done_on = models.DateField()
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_on = models.DateField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_why = models.CharField(max_length=300, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_on__isnull=True), name="an_entry_is_joined_once"
            ),
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="nobody_is_joined_to_themselves"),
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False),
                name="merge_is_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-done_on", "-id"], name="merge_newest")]

    def __str__(self) -> str:
        return f"person {self.merged_id} joined to {self.survivor_id}"


class MergedRow(OwnedByCentre):
    """One column of one row as it was before a merge and as the merge left it; or (no column) a row it made."""

    about_person = ("merge__survivor", "merge__merged")

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="rows")
    table = models.CharField(max_length=80, help_text="the model: cases.application")
    row = models.BigIntegerField()
    column = models.CharField(max_length=80, blank=True, help_text="the field; empty: the merge made the row")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "table", "row", "column"], name="a_column_is_kept_once_a_merge")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"

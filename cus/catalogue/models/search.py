"""What the search keeps: for each term the entries it stands in, and the forms under which people write a term."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import OwnedByCentre, OwnedQuerySet, User

BLOCK = 4096  # entries whose ids fall into one block share a row of each term


class Posting(OwnedByCentre):
    """In which entries of one block a term stands: ids of four bytes, ascending, in the strongest place only.

    Terms of public entries and of drafts are apart, so that the words of a draft reach nobody outside the centre.
    The term "" stands in every entry: how many entries there are is read like any other number.
    """

    is_public = models.BooleanField()
    term = models.CharField(max_length=60)
    block = models.IntegerField()
    entries = models.PositiveIntegerField()
    in_name = models.BinaryField()
    in_body = models.BinaryField()
    beside = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "centre", "is_public", "block"], name="posting_once_a_block")
        ]
        indexes = [models.Index(fields=["centre", "block"], name="postings_of_a_block")]

    def __str__(self) -> str:
        return f"{self.term}: {self.entries}"


class WordForm(models.Model):
    """A form of a word without its diacritics, how it is written, and the term it belongs to.

    Knowledge of the language, of no centre: a form counts only where its term stands in an entry one may see.
    """

    form = models.CharField(max_length=60)
    written = models.CharField(max_length=60)
    term = models.CharField(max_length=60)
    keys = ArrayField(models.IntegerField(), default=list)  # of all spellings one slip away: see closeness.keys

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "form"], name="form_once_a_term")]
        indexes = [
            models.Index(fields=["form"], opclasses=["varchar_pattern_ops"], name="forms_as_written"),
            GinIndex(fields=["form"], opclasses=["gin_trgm_ops"], fastupdate=False, name="forms_nearly_as_written"),
            GinIndex(fields=["keys"], fastupdate=False, name="forms_one_slip_away"),
        ]

    def __str__(self) -> str:
        return f"{self.written} ({self.term})"


class SearchState(OwnedByCentre):
    """With which dictionary, stemmer and weights the index of a centre was built."""

    built_with = models.CharField(max_length=200)
    built_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre"], name="search_state_once_a_centre")]

    def __str__(self) -> str:
        return self.built_with


class SynonymKind(models.TextChoices):
    SAME = "same", _("another word for it")
    NEAR = "near", _("probably this")
    HINT = "hint", _("says who it is for")
    NEVER = "never", _("must not find it")
    OFF = "off", _("line of the list not used")


class SynonymQuerySet(OwnedQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.in_centre_of(user) if user.is_staff_of_centre else self.none()

    def in_use(self) -> Self:
        return self.filter(removed_at=None)


class Synonym(OwnedByCentre):
    """A line of the centre's own list: residents' words and what the catalogue calls it.

    It stands above a line of the shipped list with the same words. What is removed stays, to be put back.
    """

    words = models.CharField(_("residents' words"), max_length=120)
    means = models.CharField(_("words of the catalogue"), max_length=400, blank=True)  # wordings parted by "|"
    kind = models.CharField(_("how it counts"), max_length=10, choices=SynonymKind.choices, default=SynonymKind.SAME)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "words"], condition=models.Q(removed_at=None), name="synonym_once_a_centre"
            )
        ]

    def __str__(self) -> str:
        return self.words

from datetime import date
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import STAFF, Municipality, OwnedByCentre, Role, User
from cus.people.models.access import AboutPersonQuerySet
from cus.people.models.reach import Channel, Interpreter, Never


class Sex(models.TextChoices):
    FEMALE = "FEMALE", _("woman")
    MALE = "MALE", _("man")


SEES_PEOPLE = STAFF - {Role.COMMUNITY_ORGANISER}


class PersonQuerySet(AboutPersonQuerySet):
    def visible_to(self, user: User) -> Self:
        """Staff who work with residents see every person of the centre but their own kin; a resident themselves."""
        if user.has_role(*SEES_PEOPLE):
            return self.in_centre_of(user).standing()
        if user.has_role(Role.RESIDENT):
            return self.in_centre_of(user).standing().filter(user=user)
        return self.none()

    def standing(self) -> Self:
        """Entries of their own: not those that were joined to another (see `Merge`)."""
        return self.filter(merged_into__isnull=True)


@pghistory.track()
class Person(OwnedByCentre):
    """A resident, whether or not they sign in. Nothing but the name is required: a call can start with a name."""

    about_person = ("pk",)

    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    pesel = models.CharField("PESEL", max_length=11, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, help_text=_("E.164; phones may be shared"))
    phone_is_shared = models.BooleanField(_("others answer this phone too"), default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    email_is_shared = models.BooleanField(_("others read this e-mail too"), default=False)
    street = models.CharField(_("street"), max_length=100, blank=True)
    house = models.CharField(_("house and flat number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(_("preferred way of contact"), max_length=20, choices=Channel.choices, blank=True)
    reach_note = models.CharField(_("how to reach, what to mind"), max_length=300, blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    interpreter = models.CharField(_("interpreter"), max_length=20, choices=Interpreter.choices, blank=True)
    hearing = models.CharField(_("hearing"), max_length=150, blank=True)
    sight = models.CharField(_("sight"), max_length=150, blank=True)
    mobility = models.CharField(_("moving about"), max_length=150, blank=True)
    safe_from = models.TimeField(_("safe to call from"), null=True, blank=True)
    safe_to = models.TimeField(_("safe to call to"), null=True, blank=True)
    safe_note = models.CharField(_("what is safe, and why"), max_length=300, blank=True)
    never = ArrayField(
        models.CharField(max_length=20, choices=Never.choices), verbose_name=_("never"), default=list, blank=True
    )
    deceased_on = models.DateField(_("date of death"), null=True, blank=True)
    moved_out_on = models.DateField(_("moved away on"), null=True, blank=True)
    moved_to = models.CharField(_("where to"), max_length=200, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_on = models.DateField()
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("joined to the entry"),
        help_text="proved to be the same person as this entry, which holds everything now",
    )
    other_words = models.TextField(
        editable=False, default="", blank=True, help_text="search_text of entries that were joined to this one"
    )
    search_text = models.TextField(
        editable=False, help_text="folded name, PESEL, phone, address; also of joined entries"
    )
    sort_key = models.CharField(max_length=250, editable=False, help_text="Polish alphabetical order")

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "pesel"],
                condition=~models.Q(pesel="") & models.Q(merged_into__isnull=True),
                name="pesel_once_a_centre",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="nobody_is_merged_into_themselves"
            ),
            models.CheckConstraint(
                condition=models.Q(safe_from__isnull=True, safe_to__isnull=True)
                | models.Q(safe_from__lt=models.F("safe_to")),
                name="safe_hours_have_both_ends",
            ),
        ]
        indexes = [
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="person_search"),
            models.Index(fields=["centre", "sort_key", "id"], name="person_in_order"),
            models.Index(fields=["centre", "phone"], name="person_by_phone"),
            models.Index(fields=["centre", "born_on"], name="person_by_birth"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def address(self) -> str:
        """One line: street and number (or village and number), postcode and town."""
        place = f"{self.street} {self.house}".strip() if self.street else f"{self.town} {self.house}".strip()
        return ", ".join(part for part in (place, f"{self.postcode} {self.town}".strip()) if part)

    @property
    def short_address(self) -> str:
        """Street or village with the number, for narrow tables."""
        return f"{self.street or self.town} {self.house}".strip()

    @property
    def needs_interpreter(self) -> bool:
        return bool(self.interpreter)

    @property
    def is_in_danger(self) -> bool:
        """Whether reaching the person the usual way could hurt them."""
        return bool(self.never or self.safe_from or self.safe_note)

    def get_never_display(self) -> list[str]:
        return [str(Never(value).label) for value in self.never]

    def age(self, *, on: date) -> int | None:
        if not self.born_on:
            return None
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cus.accounts.models.centre import Centre
from cus.accounts.models.role import STAFF, Role


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Colleagues: everyone of the user's own centre."""
        return self.filter(centre_id=user.centre_id) if user.centre_id else self.none()

    def holding(self, *roles: Role) -> Self:
        """Those who hold one of the roles today."""
        today = localdate()
        held = models.Q(roles_held__ends_on__isnull=True) | models.Q(roles_held__ends_on__gte=today)
        return self.filter(held, roles_held__role__in=roles, roles_held__starts_on__lte=today).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Anyone who signs in. Works for one centre; a platform administrator for none."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    post = models.CharField(_("post, as letters name it"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="email_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today: who may do what is always a question of the day one asks."""
        if not self.centre_id:
            return frozenset({Role.PLATFORM_ADMIN})
        return frozenset(self.roles_held.held(on=localdate()).values_list("role", flat=True))

    def has_role(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))

    @property
    def is_staff_of_centre(self) -> bool:
        return bool(self.roles & STAFF)

    @property
    def title(self) -> str:
        """What the person is here, for the head of a page."""
        return self.post or self.role_names

    @property
    def role_names(self) -> str:
        return ", ".join(str(Role(role).label) for role in Role.values if role in self.roles)

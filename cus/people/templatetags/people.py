"""What pages say of reaching a person, in tags: an icon and words."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cus.people.models import Person

register = template.Library()


@dataclass(frozen=True)
class Tag:
    label: Any
    tone: str
    icon: str


@register.simple_tag
def reach_tags(person: Person) -> list[Tag]:
    """Interpreter, languages, hearing, sight, moving about, what others read: only what is written down."""
    told = [
        (person.interpreter and person.get_interpreter_display(), "warn", "chat"),
        (person.languages, "info", "chat"),
        (person.hearing and _("hearing: %(note)s") % {"note": person.hearing}, "warn", "bell"),
        (person.sight and _("sight: %(note)s") % {"note": person.sight}, "warn", "eye"),
        (person.mobility and _("moving about: %(note)s") % {"note": person.mobility}, "info", "person"),
        (person.phone_is_shared and _("others answer this phone too"), "warn", "phone"),
        (person.email_is_shared and _("others read this e-mail too"), "warn", "letter"),
    ]
    return [Tag(label, tone, icon) for label, tone, icon in told if label]

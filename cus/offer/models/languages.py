"""Languages in which services are given. Codes of ISO 639-1; of ISO 639-3 where there is no shorter one."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = (
    ("pl", _("Polish")),
    ("uk", _("Ukrainian")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("be", _("Belarusian")),
    ("de", _("German")),
    ("fr", _("French")),
    ("vi", _("Vietnamese")),
    ("rom", _("Romani")),
    ("pso", _("Polish Sign Language")),
)


def name_of_language(code: str) -> str:
    """The name of the language; the code itself for one that is not on our list."""
    return str(dict(LANGUAGES).get(code, code))

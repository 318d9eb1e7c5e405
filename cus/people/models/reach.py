"""How a resident is reached, and what must never happen: choices the register and the channels share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the person likes to be contacted."""

    PHONE = "PHONE", _("phone")
    POST = "POST", _("letter")
    EMAIL = "EMAIL", _("e-mail")
    IN_PERSON = "IN_PERSON", _("in person")
    THROUGH_HELPER = "THROUGH_HELPER", _("through the person who helps")


class Never(models.TextChoices):
    """What would put the person in danger or shame; shown before everything else."""

    CALL = "CALL", _("never call")
    CALL_IN_THE_EVENING = "CALL_IN_THE_EVENING", _("never call in the evening")
    LEAVE_MESSAGES = "LEAVE_MESSAGES", _("leave no messages")
    SMS = "SMS", _("send no text messages")
    EMAIL = "EMAIL", _("send no e-mails")
    LETTERS_HOME = "LETTERS_HOME", _("send no letters home")
    VISIT_UNASKED = "VISIT_UNASKED", _("do not come home without arranging it")
    NAME_THE_CENTRE = "NAME_THE_CENTRE", _("do not say who is calling")


class Interpreter(models.TextChoices):
    """Who is needed for the talk to be understood."""

    LANGUAGE = "LANGUAGE", _("interpreter of a language")
    SIGN = "SIGN", _("Polish sign language (PJM)")
    SIGNED_POLISH = "SIGNED_POLISH", _("signed Polish (SJM)")
    DEAFBLIND = "DEAFBLIND", _("communication of deafblind people (SKOGN)")

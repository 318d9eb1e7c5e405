"""Forms for assessing and the assessments made with them."""

from cus.cases.services.instruments.assessing import (
    Talk,
    begin_assessment,
    correct_assessment,
    discard_assessment,
    keep_answers,
)
from cus.cases.services.instruments.shipping import ship_forms
from cus.cases.services.instruments.writing import (
    begin_form,
    bring_form_back,
    change_form,
    copy_form,
    discard_form,
    publish_form,
    withdraw_form,
)

__all__ = [
    "Talk",
    "begin_assessment",
    "begin_form",
    "bring_form_back",
    "change_form",
    "copy_form",
    "correct_assessment",
    "discard_assessment",
    "discard_form",
    "keep_answers",
    "publish_form",
    "ship_forms",
    "withdraw_form",
]

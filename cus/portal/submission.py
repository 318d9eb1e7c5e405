"""From the answers of the form to what the office takes in."""

from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from cus.cases.services.online import HelperGiven, PersonGiven, ReportGiven, Submission
from cus.offer.models import Service
from cus.people.models.person import Channel
from cus.portal import steps
from cus.portal.draft import Draft
from cus.portal.steps import APPLICANTS, Whom


def submission_of(draft: Draft, *, documents: list[File]) -> Submission:
    """Everything answered, ready to be filed under the key of the draft."""
    answers, whom = draft.answers(), Whom(draft.whom)
    if whom == Whom.SOMEBODY:
        return Submission(key=draft.key, applicant=APPLICANTS[whom], report=_report(answers))
    chosen = answers[steps.SERVICES.slug]["services"]
    services = Service.objects.filter(centre_id=draft.centre_id, uuid__in=chosen).order_by("sort_key", "id")
    helper = answers.get(steps.HELPER.slug)
    return Submission(
        key=draft.key,
        applicant=APPLICANTS[whom],
        services=list(services),
        situation=answers[steps.SITUATION.slug]["situation"],
        person=_person(answers),
        helper=HelperGiven(**helper) if helper else None,
        documents=documents,
    )


def _person(answers: dict[str, Any]) -> PersonGiven:
    contact = answers[steps.CONTACT.slug]
    has_phone = contact["reach"] == "PHONE"
    notes = [
        "" if has_phone else _("no phone"),
        "" if has_phone else contact["reach_note"],
        _("best time: %(hours)s") % {"hours": contact["hours"]} if contact["hours"] else "",
    ]
    return PersonGiven(
        **answers[steps.PERSON.slug],
        **answers[steps.ADDRESS.slug],
        phone=contact["phone"],
        email=contact["email"],
        channel=Channel.PHONE if has_phone else Channel.IN_PERSON,
        reach_note="; ".join(filter(None, notes)),
    )


def _report(answers: dict[str, Any]) -> ReportGiven:
    return ReportGiven(**answers[steps.ABOUT.slug], **answers[steps.HAPPENING.slug], **answers[steps.REPORTER.slug])

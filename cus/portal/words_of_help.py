"""Names of roles and kinds as the page "Who helps me" says them, in all its languages."""

from django.utils.translation import gettext_lazy as _

from cus.accounts.models import Role
from cus.cases.models.team import TeamRole
from cus.people.models import ConsentKind
from cus.records.models.letter import LetterKind
from cus.records.states import LetterState

WHO_LOOKED = {
    Role.DIRECTOR.value: _("director"),
    Role.ORGANISER.value: _("social services organiser"),
    Role.COORDINATOR.value: _("plan coordinator"),
    Role.SOCIAL_WORKER.value: _("social worker"),
    Role.FRONT_DESK.value: _("front desk"),
    Role.CARER.value: _("carer"),
}
SOMEBODY = _("somebody who works for the centre")
TEAM = {
    TeamRole.SOCIAL_WORKER.value: _("social worker"),
    TeamRole.CARER.value: _("carer"),
    TeamRole.FAMILY_ASSISTANT.value: _("family assistant"),
    TeamRole.NURSE.value: _("nurse"),
    TeamRole.DOCTOR.value: _("doctor"),
    TeamRole.THERAPIST.value: _("psychologist or therapist"),
    TeamRole.VOLUNTEER.value: _("volunteer or neighbour"),
    TeamRole.OTHER.value: _("helps too"),
}
CONSENTS = {
    ConsentKind.EMAIL_NOTICE.value: _("The centre may write e-mails to me."),
    ConsentKind.SMS_NOTICE.value: _("The centre may send me text messages."),
    ConsentKind.SHARE_WITH_FAMILY.value: _("The centre may tell my family about my case."),
    ConsentKind.SHARE_WITH_UNIT.value: _("The centre may show my case to another unit."),
    ConsentKind.TRANSFER.value: _("The centre may pass my case on to another office."),
    ConsentKind.CHANGE_OF_TRACK.value: _("The centre may change the way in which I get help."),
    ConsentKind.WAITING_OFFER.value: _("The centre may call or write when a place is free."),
    ConsentKind.AUTHORISATION.value: _("Somebody else may act for me."),
    ConsentKind.IMAGE.value: _("The centre may use my picture."),
    ConsentKind.OTHER.value: _("I agreed to something else."),
}
LETTERS = {
    LetterKind.CONFIRMATION.value: _("that your application reached us"),
    LetterKind.CALL_TO_COMPLETE.value: _("what is missing in the application"),
    LetterKind.SET_ASIDE.value: _("why the application was not considered"),
    LetterKind.WITHDRAWAL.value: _("that the application was withdrawn"),
    LetterKind.QUALIFICATION.value: _("that help was granted"),
    LetterKind.WAITING.value: _("about the place on the waiting list"),
    LetterKind.TRANSFER.value: _("that the application was passed on"),
    LetterKind.REFUSAL.value: _("a refusal and how to appeal"),
    LetterKind.ASSISTANCE_DECISION.value: _("a decision about help"),
    LetterKind.PLACE_OFFER.value: _("that a place is free"),
    LetterKind.PLAN.value: _("the plan of services"),
    LetterKind.CLOSING.value: _("that the plan has ended"),
    LetterKind.NOTICE.value: _("what happens in the case"),
}
LETTER_STATES = {
    LetterState.UNDER_WAY.value: _("on its way"),
    LetterState.DELIVERED.value: _("delivered"),
    LetterState.DEEMED.value: _("not collected, counts as delivered"),
    LetterState.RETURNED.value: _("came back to us: call, we will give it another time"),
}

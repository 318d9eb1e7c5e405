"""What is told of diagnoses and consultations in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "diagnosis.begun": Told(_("Diagnosis begun: %(title)s"), icon="plus"),
    "diagnosis.changed": Told(_("Diagnosis changed"), icon="pencil"),
    "diagnosis.finding_added": Told(_("Finding added: %(words)s"), icon="plus"),
    "diagnosis.finding_changed": Told(_("Finding changed: %(words)s"), icon="pencil"),
    "diagnosis.finding_removed": Told(_("Finding removed: %(words)s"), icon="cross"),
    "diagnosis.finished": Told(_("Diagnosis made final"), icon="check"),
    "consultation.begun": Told(_("Consultation begun: %(starts_on)s to %(ends_on)s"), icon="people"),
    "consultation.remark_added": Told(_("Remark in the consultation noted"), icon="plus"),
    "consultation.remark_answered": Told(_("Remark in the consultation answered"), icon="check"),
    "consultation.reported": Told(_("Consultation closed with a report"), icon="file"),
}

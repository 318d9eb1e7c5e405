from django.urls import path

from cus.community.views import consultations, diagnoses

urlpatterns = [
    path("diagnoses/", diagnoses.diagnoses, name="diagnoses"),
    path("diagnoses/new/", diagnoses.new_diagnosis, name="new_diagnosis"),
    path("diagnoses/<int:diagnosis_id>/", diagnoses.diagnosis, name="diagnosis"),
    path("diagnoses/<int:diagnosis_id>/edit/", diagnoses.edit_diagnosis, name="edit_diagnosis"),
    path("diagnoses/<int:diagnosis_id>/findings/", diagnoses.add_finding, name="add_finding"),
    path("diagnoses/<int:diagnosis_id>/consult/", diagnoses.consult, name="consult_diagnosis"),
    path("diagnoses/<int:diagnosis_id>/finish/", diagnoses.finish, name="finish_diagnosis"),
    path("findings/<int:finding_id>/", diagnoses.change_finding, name="change_finding"),
    path("findings/<int:finding_id>/remove/", diagnoses.remove_finding, name="remove_finding"),
    path("consultations/<int:consultation_id>/", consultations.consultation, name="consultation"),
    path("consultations/<int:consultation_id>/remarks/", consultations.note_remark, name="note_remark"),
    path("consultations/<int:consultation_id>/report.pdf", consultations.report, name="consultation_report"),
    path("remarks/<int:remark_id>/", consultations.answer_remark, name="answer_remark"),
]

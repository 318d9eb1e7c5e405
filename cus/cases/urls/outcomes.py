from django.urls import path

from cus.cases.views import case, letters, outcome, recognition, refusal

urlpatterns = [
    path("applications/<int:application_id>/", case.application, name="application"),
    path("applications/<int:application_id>/take/", case.take_case, name="take_case"),
    path("applications/<int:application_id>/coordinator/", case.choose_coordinator, name="assign_coordinator"),
    path("applications/<int:application_id>/coordination/", case.coordination, name="coordination"),
    path("applications/<int:application_id>/recognition/", recognition.new_recognition, name="new_recognition"),
    path("recognitions/<int:recognition_id>/", recognition.recognition, name="recognition"),
    path("recognitions/<int:recognition_id>/edit/", recognition.edit_recognition, name="edit_recognition"),
    path("requests/<int:request_id>/outcome/", outcome.outcome, name="outcome"),
    path("requests/<int:request_id>/facts/", outcome.facts, name="note_facts"),
    path("requests/<int:request_id>/qualify/", outcome.qualify, name="qualify"),
    path("requests/<int:request_id>/wait/", outcome.wait, name="wait"),
    path("requests/<int:request_id>/withdraw/", outcome.withdraw, name="withdraw_request"),
    path("requests/<int:request_id>/end/", outcome.end, name="end_service"),
    path("applications/<int:application_id>/transfer/", outcome.transfer, name="transfer"),
    path("transfers/<int:transfer_id>/answer/", outcome.transfer_answer, name="answer_transfer"),
    path("applications/<int:application_id>/refusal/", refusal.refusal, name="refusal"),
    path("decisions/<int:decision_id>/", refusal.decision, name="decision"),
    path("decisions/<int:decision_id>/edit/", refusal.edit_refusal, name="edit_refusal"),
    path("decisions/<int:decision_id>/sign/", refusal.sign, name="sign_decision"),
    path("decisions/<int:decision_id>/drop/", refusal.drop, name="drop_refusal"),
    path("decisions/<int:decision_id>/delivery/", refusal.delivery, name="deliver_decision"),
    path("decisions/<int:decision_id>/appeal/", refusal.appeal, name="note_appeal"),
    path("decisions/<int:decision_id>/appeal/result/", refusal.appeal_result, name="end_appeal"),
    path("letters/<int:letter_id>/", letters.letter, name="letter"),
    path("documents/<uuid:uuid>/", letters.document, name="document"),
]

from django.urls import URLPattern, path

from cus.cases.views import handover, shared

urlpatterns: list[URLPattern] = [
    path("caseloads/<int:user_id>/", handover.caseload_page, name="caseload"),
    path("caseloads/<int:user_id>/hand-over/", handover.hand_over, name="hand_over"),
    path("handovers/", handover.handovers, name="handovers"),
    path("handovers/<int:handover_id>/", handover.handover, name="handover"),
    path("handovers/<int:handover_id>/answer/", handover.answer, name="answer_handover"),
    path("handovers/<int:handover_id>/call-off/", handover.call_off, name="call_off_handover"),
    path("handovers/<int:handover_id>/give-back/", handover.give_back, name="give_back_handover"),
    path("shared/", shared.shared_cases, name="shared_cases"),
    path("shared/<int:unit_access_id>/", shared.shared, name="shared"),
    path("nobodys-cases/", handover.nobodys, name="nobodys"),
]

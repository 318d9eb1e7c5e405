from django.urls import path

from cus.offer.views import proposals, workspace

urlpatterns = [
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/entry/", workspace.propose_entry, name="propose_entry"),
    path("workspace/services/<int:service_id>/", workspace.propose_service, name="propose_service"),
    path("workspace/services/<int:service_id>/free/", workspace.state_free, name="state_free"),
    path("workspace/proposals/<int:proposal_id>/withdraw/", workspace.withdraw, name="withdraw_proposal"),
    path("workspace/still-right/", workspace.still_right, name="still_right"),
    path("workspace/breaks/", workspace.new_break, name="new_break"),
    path("workspace/breaks/<int:break_id>/call-off/", workspace.end_break, name="end_break"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/approve/", proposals.approve, name="approve_proposal"),
    path("proposals/<int:proposal_id>/return/", proposals.give_back, name="return_proposal"),
    path("error-reports/", proposals.error_reports, name="error_reports"),
    path("error-reports/<int:report_id>/", proposals.error_report, name="error_report"),
]

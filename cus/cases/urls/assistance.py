from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from cus.cases.views.assistance import decisions, ending, interviews, tracks


class AssistanceKindConverter(StringConverter):
    """What a decision does."""

    regex = "grant|renew|change|end|refuse"


register_converter(AssistanceKindConverter, "assistance_kind")

urlpatterns: list[URLPattern] = [
    path("decisions-ending/", ending.ending, name="decisions_ending"),
    path("applications/<int:application_id>/tracks/", tracks.two_tracks, name="two_tracks"),
    path("applications/<int:application_id>/interview/", interviews.plan, name="plan_interview"),
    path("interviews/<int:interview_id>/", interviews.interview, name="interview"),
    path("interviews/<int:interview_id>/edit/", interviews.write, name="write_interview"),
    path("interviews/<int:interview_id>/cancel/", interviews.cancel, name="cancel_interview"),
    path("requests/<int:request_id>/track/", tracks.move, name="change_track"),
    path(
        "requests/<int:request_id>/decision/<assistance_kind:assistance_kind>/",
        decisions.draft,
        name="draft_assistance",
    ),
    path("assistance/<int:assistance_id>/", decisions.decision, name="assistance_decision"),
    path("assistance/<int:assistance_id>/edit/", decisions.edit, name="edit_assistance"),
    path("assistance/<int:assistance_id>/sign/", decisions.sign, name="sign_assistance"),
    path("assistance/<int:assistance_id>/drop/", decisions.drop, name="drop_assistance"),
    path("assistance/<int:assistance_id>/renewal/", decisions.renew, name="prepare_renewal"),
    path("assistance/<int:assistance_id>/delivery/", decisions.delivery, name="deliver_assistance"),
    path("assistance/<int:assistance_id>/appeal/", decisions.appeal, name="note_assistance_appeal"),
    path("assistance/<int:assistance_id>/appeal/result/", decisions.appeal_result, name="end_assistance_appeal"),
]

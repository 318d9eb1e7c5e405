from django.urls import path

from cus.cases.views import clock

urlpatterns = [
    path("alarms/", clock.alarm_list, name="alarms"),
    path("calendar/", clock.calendar, name="calendar"),
    path("calendar/off/", clock.calendar_off, name="calendar_off"),
    path("applications/<int:application_id>/clock/", clock.case_clock_page, name="case_clock"),
    path("applications/<int:application_id>/clock/stop/", clock.stop, name="stop_clock"),
    path("stops/<int:stop_id>/", clock.change, name="change_stop"),
    path("stops/<int:stop_id>/go/", clock.go, name="let_clock_go"),
    path("decisions/<int:decision_id>/appeal/on/", clock.appeal_on, name="pass_appeal_on"),
    path("assistance/<int:assistance_id>/appeal/on/", clock.assistance_appeal_on, name="pass_assistance_appeal_on"),
    path("letter-drafts/<int:draft_id>/", clock.draft, name="letter_draft"),
    path("letter-drafts/<int:draft_id>/drop/", clock.drop, name="drop_draft"),
]

from django.urls import URLPattern, path

from cus.cases.views import applications, front_desk, signals

urlpatterns: list[URLPattern] = [
    path("signals/", signals.signals, name="signals"),
    path("signals/new/", signals.new_signal, name="new_signal"),
    path("signals/<int:signal_id>/", signals.signal, name="signal"),
    path("signals/<int:signal_id>/contact/", signals.contact, name="signal_contact"),
    path("signals/<int:signal_id>/close/", signals.close, name="close_signal"),
    path("applications/", applications.applications, name="applications"),
    path("applications/new/", front_desk.new_application, name="new_application"),
    path("applications/<int:application_id>/filed/", front_desk.application_filed, name="application_filed"),
    path("applications/<int:application_id>/missing/", applications.call, name="call_to_complete"),
    path("applications/<int:application_id>/complete/", applications.complete, name="complete_application"),
    path("applications/<int:application_id>/set-aside/", applications.set_aside, name="set_aside"),
    path("applications/<int:application_id>/withdraw/", applications.withdraw, name="withdraw_application"),
    path("applications/<int:application_id>/documents/", applications.add_document, name="add_document"),
]

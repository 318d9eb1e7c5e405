from django.urls import path

from cus.portal.views import apply, follow

urlpatterns = [
    path("wniosek/", apply.begin, name="apply"),
    path("wniosek/wyslany/", apply.done, name="apply_done"),
    path("wniosek/potwierdzenie.pdf", apply.confirmation, name="apply_confirmation"),
    path("wniosek/usun/", apply.stop, name="apply_stop"),
    path("wniosek/<slug:slug>/", apply.step, name="apply_step"),
    path("moja-sprawa/", follow.follow, name="follow"),
    path("moja-sprawa/zakoncz/", follow.leave, name="follow_leave"),
    path("moja-sprawa/dokument/", follow.add_document, name="follow_document"),
    path("moja-sprawa/miejsce/", follow.answer_offer, name="follow_offer"),
]

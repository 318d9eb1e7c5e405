from django.urls import path

from cus.offer.views import contests as views

urlpatterns = [
    path("contests/", views.contests, name="contests"),
    path("contests/new/", views.new_contest, name="new_contest"),
    path("contests/<int:contest_id>/", views.contest, name="contest"),
    path("contests/<int:contest_id>/change/", views.change_contest, name="change_contest"),
    path("contests/<int:contest_id>/criteria/", views.add_criterion, name="add_criterion"),
    path("contests/criteria/<int:criterion_id>/remove/", views.remove_criterion, name="remove_criterion"),
    path("contests/<int:contest_id>/announce/", views.announce, name="announce_contest"),
    path("contests/<int:contest_id>/close/", views.close, name="close_contest"),
    path("contests/<int:contest_id>/committee/", views.add_judge, name="add_judge"),
    path("contests/committee/<int:judge_id>/statement/", views.note_statement, name="note_statement"),
    path("contests/<int:contest_id>/offers/", views.add_offer, name="add_offer"),
    path("contests/offers/<int:offer_id>/fault/", views.note_fault, name="note_fault"),
    path("contests/offers/<int:offer_id>/points/<int:judge_id>/", views.score, name="score_offer"),
    path("contests/<int:contest_id>/decide/", views.decide, name="decide_contest"),
    path("contests/<int:contest_id>/cancel/", views.cancel, name="cancel_contest"),
]

from django.urls import path

from cus.offer.views import agreements as views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/new/", views.new_agreement, name="new_agreement"),
    path("agreements/<int:agreement_id>/", views.agreement, name="agreement"),
    path("agreements/<int:agreement_id>/change/", views.change_agreement, name="change_agreement"),
    path("agreements/<int:agreement_id>/sign/", views.sign_agreement, name="sign_agreement"),
    path("agreements/<int:agreement_id>/end/", views.end_agreement, name="end_agreement"),
    path("agreements/<int:agreement_id>/prices/", views.add_price, name="add_price"),
    path("agreements/<int:agreement_id>/documents/", views.add_agreement_document, name="add_agreement_document"),
    path("agreements/prices/<int:price_id>/remove/", views.remove_price, name="remove_price"),
    path("agreements/documents/<uuid:document_uuid>/", views.agreement_document, name="agreement_document"),
]

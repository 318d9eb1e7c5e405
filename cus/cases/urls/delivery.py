from django.urls import URLPattern, path

from cus.cases.views import delivery, to_send, wordings

urlpatterns: list[URLPattern] = [
    path("letters/<int:letter_id>/hand-over/", delivery.hand_over, name="deliver_letter"),
    path("letters/<int:letter_id>/post/", delivery.post, name="post_letter"),
    path("letters/<int:letter_id>/pack/", delivery.pack, name="pack_letter"),
    path("letters/<int:letter_id>/address/", delivery.address, name="electronic_address"),
    path("letters/<int:letter_id>/tell/", delivery.tell, name="tell_of_letter"),
    path("letters/<int:letter_id>/keep/", delivery.keep, name="keep_letter"),
    path("letters/<int:letter_id>/take-out/", delivery.take_out, name="take_out_letter"),
    path("dispatches/<int:dispatch_id>/number/", delivery.consignment, name="number_consignment"),
    path("dispatches/<int:dispatch_id>/card/", delivery.card, name="return_card"),
    path("dispatches/<int:dispatch_id>/back/", delivery.back, name="came_back"),
    path("dispatches/<int:dispatch_id>/package/", delivery.package, name="e_package"),
    path("dispatches/<int:dispatch_id>/undo/", delivery.undo, name="undo_dispatch"),
    path("letters/to-send/", to_send.to_send, name="to_send"),
    path("letters/send-ticked/", to_send.send_ticked, name="send_ticked"),
    path("letters/posted/<uuid:batch>/undo/", to_send.undo_posted, name="undo_posting"),
    path("letters/prints/<int:print_run_id>/", to_send.print_run, name="print_run"),
    path("letters/prints/<int:print_run_id>/file/", to_send.printed_file, name="printed_file"),
    path("letters/posting-book/", to_send.book, name="posting_book"),
    path("letters/wordings/", wordings.all_wordings, name="wordings"),
    path("letters/wordings/<str:letter_kind>/", wordings.wording, name="wording"),
    path("letters/wordings/<str:letter_kind>/edit/", wordings.edit_wording, name="edit_wording"),
    path("letters/wordings/<str:letter_kind>/shipped/", wordings.shipped, name="shipped_wording"),
]

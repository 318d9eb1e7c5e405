from django.urls import path

from cus.portal.views import who_helps

urlpatterns = [
    path("kto-mi-pomaga/", who_helps.who_helps, name="who_helps"),
    path("kto-mi-pomaga/zamknij/", who_helps.close, name="who_helps_close"),
]

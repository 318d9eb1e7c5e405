from django.urls import path

from cus.portal.views import calendar

urlpatterns = [path("kalendarz/<int:centre_id>/<str:secret>.ics", calendar.calendar, name="calendar")]

from cus.community.urls import diagnoses

app_name = "community"
urlpatterns = [*diagnoses.urlpatterns]

from django.db import migrations

from cus.kit.statistics import fresh_statistics

BIG = (
    "cases_application", "cases_requestedservice", "cases_plan", "cases_plancoordinator", "cases_planversion",
    "cases_planneed", "cases_servicerow", "cases_contactnote",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_count_waiting_times")]
    operations = [fresh_statistics(*BIG)]

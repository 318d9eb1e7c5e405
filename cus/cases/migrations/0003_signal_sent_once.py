# ruff: noqa: E501
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_row_security"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="signal",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signal",
            name="update_update",
        ),
        migrations.AddField(
            model_name="signal",
            name="submission_key",
            field=models.UUIDField(
                editable=False, help_text="the same online form sent twice reports once", null=True, unique=True
            ),
        ),
        migrations.AddField(
            model_name="signalevent",
            name="submission_key",
            field=models.UUIDField(
                editable=False, help_text="the same online form sent twice reports once", null=True
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_signalevent" ("about_name", "about_phone", "about_where", "centre_id", "closed_on", "content", "id", "is_urgent", "outcome_note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "reporter_kind", "reporter_name", "reporter_phone", "state", "submission_key") VALUES (NEW."about_name", NEW."about_phone", NEW."about_where", NEW."centre_id", NEW."closed_on", NEW."content", NEW."id", NEW."is_urgent", NEW."outcome_note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."reporter_kind", NEW."reporter_name", NEW."reporter_phone", NEW."state", NEW."submission_key"); RETURN NULL;',
                    hash="88af1a892c4ad3df81b9f1f0b6bab5c930f5e234",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_10d66",
                    table="cases_signal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_signalevent" ("about_name", "about_phone", "about_where", "centre_id", "closed_on", "content", "id", "is_urgent", "outcome_note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "reporter_kind", "reporter_name", "reporter_phone", "state", "submission_key") VALUES (NEW."about_name", NEW."about_phone", NEW."about_where", NEW."centre_id", NEW."closed_on", NEW."content", NEW."id", NEW."is_urgent", NEW."outcome_note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."reporter_kind", NEW."reporter_name", NEW."reporter_phone", NEW."state", NEW."submission_key"); RETURN NULL;',
                    hash="258d7ae5e2df2d3a0fa8fd4a74d5ada645e252f9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_af559",
                    table="cases_signal",
                    when="AFTER",
                ),
            ),
        ),
    ]

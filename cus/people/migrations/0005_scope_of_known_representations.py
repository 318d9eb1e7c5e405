from django.db import migrations

STATUTORY = "'{APPLY,RECEIVE_LETTERS,AGREE_PLAN,CONSENT,ACCOUNT,MONEY}'"
CARER = "'{APPLY}'"
FILL = f"""
UPDATE people_representation
SET scope = CASE WHEN kind = 'ACTUAL_CARER' THEN {CARER}::varchar[] ELSE {STATUTORY}::varchar[] END
WHERE scope = '{{}}'
"""


class Migration(migrations.Migration):
    """What the right of those already noted covers: all of it for the law's representative, filing for a carer."""

    dependencies = [("people", "0004_circle_and_consents")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]

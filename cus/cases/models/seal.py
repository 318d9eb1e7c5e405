"""The seal on approved wordings: PostgreSQL itself refuses to change them (RULE-51)."""

from collections.abc import Sequence

import pgtrigger

REFUSE_UNDER_SEAL = """
IF EXISTS (SELECT 1 FROM cases_planversion v WHERE v.id = {row}.version_id AND \
v.state IN ('APPROVED', 'REPLACED')) THEN
    RAISE EXCEPTION 'An approved version of a plan never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {row};
"""
REFUSE_WHEN_SEALED = """
IF OLD.state IN ('APPROVED', 'REPLACED') THEN
    RAISE EXCEPTION 'An approved version of a plan never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {row};
"""


def sealed_with_version(*, but: Sequence[str] = ()) -> list[pgtrigger.Trigger]:
    """Nothing joins, leaves or changes in an approved version, but for the fields that tell how a row goes."""
    return [
        pgtrigger.Trigger(
            name="sealed_against_new_rows",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=REFUSE_UNDER_SEAL.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name="sealed_against_changes",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=list(but)) if but else pgtrigger.AnyChange(),
            func=REFUSE_UNDER_SEAL.format(row="OLD").replace("RETURN OLD", "RETURN NEW"),
        ),
        pgtrigger.Trigger(
            name="sealed_against_removal",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=REFUSE_UNDER_SEAL.format(row="OLD"),
        ),
    ]


def sealed_when_approved() -> list[pgtrigger.Trigger]:
    """An approved version keeps every field but its state: a newer one replaces it."""
    return [
        pgtrigger.Trigger(
            name="approved_wording_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=["state"]),
            func=REFUSE_WHEN_SEALED.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name="approved_wording_is_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=REFUSE_WHEN_SEALED.format(row="OLD"),
        ),
    ]

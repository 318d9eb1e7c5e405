"""The seal on what a council has adopted: PostgreSQL itself refuses to change it."""

import pgtrigger

ADOPTED = "('ADOPTED', 'PUBLISHED', 'REPLACED', 'ANNULLED')"

REFUSE_UNDER_SEAL = f"""
IF EXISTS (SELECT 1 FROM offer_programmeversion v WHERE v.id = {{row}}.version_id AND v.state IN {ADOPTED}) THEN
    RAISE EXCEPTION 'An adopted version of a programme never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {{result}};
"""
REFUSE_WHEN_SEALED = f"""
IF OLD.state IN {ADOPTED} THEN
    RAISE EXCEPTION 'An adopted version of a programme never changes: % of %', TG_OP, TG_TABLE_NAME;
END IF;
RETURN {{result}};
"""
# A day in force may be given once and taken back by annulment or replacement, never moved.
REFUSE_MOVED_START = """
IF OLD.in_force_from IS NOT NULL AND NEW.in_force_from IS DISTINCT FROM OLD.in_force_from
   AND NOT (NEW.in_force_from IS NULL AND NEW.state IN ('REPLACED', 'ANNULLED')) THEN
    RAISE EXCEPTION 'The day a version of a programme came into force never moves';
END IF;
RETURN NEW;
"""
# What still happens to a version whose wording stands.
STILL_CHANGES = ["state", "in_force_from", "in_force_until"]


def sealed_with_version() -> list[pgtrigger.Trigger]:
    """For rows with a `version`: nothing joins, leaves or changes once the version is adopted."""
    return [
        pgtrigger.Trigger(
            name="sealed_against_new_rows",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=REFUSE_UNDER_SEAL.format(row="NEW", result="NEW"),
        ),
        pgtrigger.Trigger(
            name="sealed_against_changes",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(),
            func=REFUSE_UNDER_SEAL.format(row="OLD", result="NEW"),
        ),
        pgtrigger.Trigger(
            name="sealed_against_removal",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=REFUSE_UNDER_SEAL.format(row="OLD", result="OLD"),
        ),
    ]


def sealed_when_adopted() -> list[pgtrigger.Trigger]:
    """An adopted version keeps its wording; its start, once given, never moves."""
    return [
        pgtrigger.Trigger(
            name="adopted_wording_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=STILL_CHANGES),
            func=REFUSE_WHEN_SEALED.format(result="NEW"),
        ),
        pgtrigger.Trigger(
            name="adopted_wording_is_kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=REFUSE_WHEN_SEALED.format(result="OLD"),
        ),
        pgtrigger.Trigger(
            name="start_never_moves",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=REFUSE_MOVED_START,
        ),
    ]

"""The text of a programme item by item: what is written, what it stands on, what is missing, what changes."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.community.models import Finding
from cus.community.queries import Lack, lack_of_report
from cus.kit.word_differences import Piece, word_differences
from cus.law.certainty import Effect
from cus.law.citations import TO_VERIFY, effect_of, provision_of
from cus.law.programme import (
    CONTENT,
    items_not_written,
    outlives_its_diagnosis,
    rests_on_diagnosis,
    says_who_pays,
    says_who_qualifies,
)
from cus.offer.models import FeeRule, ProgrammeService, ProgrammeVersion
from cus.offer.queries.terms import describe_terms

# Where a finding is most often the reason: shown open beside these items.
STAND_ON_FINDINGS = ("goals", "services", "addressees")


@dataclass(frozen=True)
class ItemSaid:
    """One item of the checklist in a version."""

    key: str
    name: str
    is_confirmed: bool
    text: str
    stands_on: tuple[Finding, ...] = ()

    @property
    def field(self) -> str:
        return f"content_{self.key}"

    @property
    def is_written(self) -> bool:
        return bool(self.text.strip())

    @property
    def provision(self) -> str:
        """What to say of an item nobody has yet read in the Act."""
        return "" if self.is_confirmed else TO_VERIFY


@dataclass(frozen=True)
class ItemChanged:
    """An item whose text differs, word by word."""

    name: str
    pieces: list[Piece]


def items_of(version: ProgrammeVersion, *, on: date) -> list[ItemSaid]:
    """The checklist of that day with the texts of the version and the findings they stand on."""
    used: dict[str, list[Finding]] = {}
    for one in version.findings_used.select_related("finding").order_by("id"):
        used.setdefault(one.item, []).append(one.finding)
    return [
        ItemSaid(
            item.key,
            item.name_pl,
            item.certainty.value == "S",
            period_in_words(version) if item.key == "period" else version.content.get(item.key, ""),
            tuple(used.get(item.key, ())),
        )
        for item in CONTENT.on(on)
    ]


def period_in_words(version: ProgrammeVersion) -> str:
    days = [date_format(day, "j E Y") for day in (version.starts_on, version.ends_on)]
    return f"{version.title}, {days[0]} – {days[1]}"


def differences_between(
    before: ProgrammeVersion, after: ProgrammeVersion, *, on: date, consulted: bool = False
) -> list[ItemChanged]:
    """The items a version changes; `consulted` compares with what residents were asked about instead."""
    old_text = (before.consulted_content or {}) if consulted else before.content
    changed = []
    for item in CONTENT.on(on):
        is_period = item.key == "period"
        old = period_in_words(before) if is_period else _lines(old_text.get(item.key, ""))
        new = period_in_words(after) if is_period else _lines(after.content.get(item.key, ""))
        if old != new:
            changed.append(ItemChanged(item.name_pl, word_differences(old, new)))
    return changed


def _lines(text: str) -> str:
    """A browser ends lines with two signs, other writers with one: that is no difference."""
    return "\n".join(text.splitlines())


def terms_changed(before: ProgrammeVersion, after: ProgrammeVersion) -> tuple[list[str], list[str]]:
    """What the terms of services no longer say, and what they say anew."""
    old, new = describe_terms(before), describe_terms(after)
    return [line for line in old if line not in new], [line for line in new if line not in old]


def lacks_of(version: ProgrammeVersion, *, on: date) -> list[Lack]:
    """What the rules would have before the council sees the draft. All of it warns, none of it blocks."""
    lacks = [_diagnosis(version, on), _conditions(version), _fees(version), _texts(version, on)]
    asked = version.consultation
    if asked is None:
        lacks.append(Lack(_("Residents have not been asked about this draft."), "", False))
    else:
        lacks.append(lack_of_report(asked, version.centre))
    return [lack for lack in lacks if lack]


def _diagnosis(version: ProgrammeVersion, on: date) -> Lack | None:
    if _is_silent(version, rests_on_diagnosis):
        return None
    made_on = version.diagnosis.made_on if version.diagnosis else None
    provision = provision_of(rests_on_diagnosis)
    if made_on is None:
        return Lack(_("The programme rests on no final diagnosis."), provision, False)
    if not rests_on_diagnosis(diagnosis_made_on=made_on, on=on):
        return Lack(_("The diagnosis under the programme is older than five years."), provision, False)
    if outlives_its_diagnosis(starts_on=version.starts_on, ends_on=version.ends_on):
        return Lack(_("The programme is longer than five years: it will outlive its diagnosis."), provision, False)
    return None


def _conditions(version: ProgrammeVersion) -> Lack | None:
    if _is_silent(version, says_who_qualifies) or says_who_qualifies(conditions=version.content.get("conditions", "")):
        return None
    return Lack(_("It is not said on what conditions people qualify."), provision_of(says_who_qualifies), False)


def _fees(version: ProgrammeVersion) -> Lack | None:
    if _is_silent(version, says_who_pays):
        return None
    terms = list(ProgrammeService.objects.filter(version=version).select_related("service"))
    payable = {one.service.name for one in terms if one.fee != FeeRule.FREE or not one.service.is_free}
    ruled = {one.service.name for one in terms if one.fee != FeeRule.FREE or one.fee_note.strip()}
    if version.content.get("fees", "").strip() or says_who_pays(payable=payable, with_fee_rule=ruled):
        return None
    text = _("The rules of payment are missing for: %(services)s.") % {"services": ", ".join(sorted(payable - ruled))}
    return Lack(text, provision_of(says_who_pays), False)


def _texts(version: ProgrammeVersion, on: date) -> Lack | None:
    missing = [item for item in items_not_written(content=version.content, on=on) if item.key != "conditions"]
    if not missing:
        return None
    names = ", ".join(item.name_pl for item in missing)
    return Lack(_("Nothing is written yet under: %(items)s.") % {"items": names}, "", False)


def _is_silent(version: ProgrammeVersion, rule: object) -> bool:
    return effect_of(rule, switched_off=version.centre.switched_off_rules) is Effect.SILENT  # type: ignore[arg-type]

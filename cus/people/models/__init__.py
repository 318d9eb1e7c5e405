from cus.people.models.access import (
    AboutPersonQuerySet,
    EmergencyAccess,
    ExclusionGround,
    KinExclusion,
    Verdict,
    all_kept_from,
    is_kept_from,
    kept_from,
)
from cus.people.models.circle import CircleContact, CircleKind, MayTell
from cus.people.models.consent import BasisKind, Consent, ConsentKind, ConsentWay, ProcessingBasis
from cus.people.models.duplicate import DuplicatePair
from cus.people.models.household import Household, HouseholdRole, Membership
from cus.people.models.leaving import Leaving, LeavingKind
from cus.people.models.merge import Merge, MergedRow
from cus.people.models.page_code import PageCode
from cus.people.models.person import Person, Sex
from cus.people.models.reach import Channel, Interpreter, Never
from cus.people.models.representation import Representation, RepresentationKind, Scope

__all__ = [
    "AboutPersonQuerySet",
    "BasisKind",
    "Channel",
    "CircleContact",
    "CircleKind",
    "Consent",
    "ConsentKind",
    "ConsentWay",
    "DuplicatePair",
    "EmergencyAccess",
    "ExclusionGround",
    "Household",
    "HouseholdRole",
    "Interpreter",
    "KinExclusion",
    "Leaving",
    "LeavingKind",
    "MayTell",
    "Membership",
    "Merge",
    "MergedRow",
    "Never",
    "PageCode",
    "Person",
    "ProcessingBasis",
    "Representation",
    "RepresentationKind",
    "Scope",
    "Sex",
    "Verdict",
    "all_kept_from",
    "is_kept_from",
    "kept_from",
]

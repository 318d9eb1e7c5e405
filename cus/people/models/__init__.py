from cus.people.models.access import (
    AboutPersonQuerySet,
    EmergencyAccess,
    ExclusionGround,
    KinExclusion,
    Verdict,
    is_kept_from,
    kept_from,
)
from cus.people.models.person import Person, Sex
from cus.people.models.representation import Representation, RepresentationKind

__all__ = [
    "AboutPersonQuerySet",
    "EmergencyAccess",
    "ExclusionGround",
    "KinExclusion",
    "Person",
    "Representation",
    "RepresentationKind",
    "Sex",
    "Verdict",
    "is_kept_from",
    "kept_from",
]

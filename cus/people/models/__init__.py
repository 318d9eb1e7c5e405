from cus.people.models.person import Person, Sex
from cus.people.models.representation import Representation, RepresentationKind

__all__ = ["Person", "Representation", "RepresentationKind", "Sex"]

from cus.team.models.authorisation import Authorisation, AuthorisationKind
from cus.team.models.post import Post, PostKind
from cus.team.models.unit import Unit, UnitKind

__all__ = ["Authorisation", "AuthorisationKind", "Post", "PostKind", "Unit", "UnitKind"]

"""Who delivers, where the list names exactly one body; "CUS lub stowarzyszenie" stays a text."""

import re

from cus.accounts.models import Centre
from cus.kit.polish import fold
from cus.offer.models import Provider, ProviderKind

SEVERAL = re.compile(r",| lub | i | z |/")
OWN = re.compile(r"^cus$|^.* cus$")
KINDS: tuple[tuple[str, ProviderKind], ...] = (
    ("biblioteka", ProviderKind.MUNICIPAL),
    ("dom kultury", ProviderKind.MUNICIPAL),
    ("osrodek sportu", ProviderKind.MUNICIPAL),
    ("plywalnia", ProviderKind.MUNICIPAL),
    ("urzad gminy", ProviderKind.MUNICIPAL),
)


def provider_of(text: str, *, centre: Centre) -> Provider | None:
    """The provider of this name in the centre, made when it is new; None when the text names a kind, not a body."""
    plain = fold(text)
    if not plain or SEVERAL.search(plain):
        return None
    if OWN.match(plain):
        return _named(centre.name, ProviderKind.OWN, centre)
    kind = next((kind for name, kind in KINDS if plain == name), None)
    return _named(text[:1].upper() + text[1:], kind, centre) if kind else None


def _named(name: str, kind: ProviderKind, centre: Centre) -> Provider:
    provider, _made = Provider.objects.get_or_create(centre=centre, name=name, defaults={"kind": kind})
    return provider

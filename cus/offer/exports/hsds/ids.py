"""Identifiers that stay the same for as long as the thing they name: a feed is followed by them."""

from uuid import NAMESPACE_URL, UUID, uuid5

OURS = uuid5(NAMESPACE_URL, "urn:otwarty-cus:open-data")


def id_within(owner: UUID | str, *parts: str) -> str:
    """The identifier of a part of a thing that has one itself: its telephone, its first document."""
    return str(uuid5(UUID(str(owner)), ":".join(parts)))


def shared_id(*parts: str) -> str:
    """The identifier of something all centres share, the same in every installation: a term of a taxonomy."""
    return str(uuid5(OURS, ":".join(parts)))

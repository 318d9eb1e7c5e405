"""The posts the Act names. A person may hold several."""

from enum import StrEnum


class Post(StrEnum):
    DIRECTOR = "DIRECTOR"
    ORGANISER = "ORGANISER"
    COORDINATOR = "COORDINATOR"
    COMMUNITY_ORGANISER = "COMMUNITY_ORGANISER"
    SOCIAL_ASSISTANCE_ORGANISER = "SOCIAL_ASSISTANCE_ORGANISER"

"""What templates of the public pages say with `{% load portal %}`."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def said_in(value: Any, words: Mapping[Any, Any]) -> Any:
    """The words a page has for a code of the system: `{{ member.role|said_in:words.TEAM }}`."""
    return words.get(value, "")

"""Text messages leave by a gateway that the settings name; which one is the centre's own affair."""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string


class GatewayRefused(Exception):
    """The gateway did not take the message; it is tried again."""


def send_sms(*, to: str, text: str, reference: str) -> None:
    """Hand one message to the gateway of `settings.CUS_SMS_GATEWAY`; it raises `GatewayRefused` or `OSError`."""
    gateway: Callable[..., None] = import_string(settings.CUS_SMS_GATEWAY)
    gateway(to=to, text=text, reference=reference)


def into_directory(*, to: str, text: str, reference: str) -> None:
    """One JSON file a message in `settings.CUS_SMS_DIRECTORY`, for a gateway program that takes it from there."""
    directory = Path(settings.CUS_SMS_DIRECTORY)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    half, whole = directory / f"{reference}.part", directory / f"{reference}.json"
    half.write_text(json.dumps({"to": to, "text": text, "reference": reference}, ensure_ascii=False), encoding="utf-8")
    half.chmod(0o600)
    half.rename(whole)  # whoever waits for files never reads half a message

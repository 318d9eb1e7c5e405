"""What is told of the keys of partners."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "api_key.given": Told(_("Key to the open data given: %(key)s"), icon="plus"),
    "api_key.revoked": Told(_("Key to the open data taken back: %(key)s"), icon="cross"),
}

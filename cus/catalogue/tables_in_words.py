"""What the tables of HSDS are called before people; the standard itself names them in English."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "organizations": _("organisations"),
    "programs": _("programmes"),
    "services": _("services"),
    "attributes": _("topics of entries"),
    "service_at_location": _("services in places"),
    "locations": _("places"),
    "phones": _("phones"),
    "contacts": _("contacts"),
    "addresses": _("addresses"),
    "schedules": _("opening hours"),
    "funding": _("funding"),
    "service_areas": _("areas of services"),
    "required_documents": _("required documents"),
    "languages": _("languages"),
    "accessibility": _("accessibility"),
    "taxonomy_terms": _("topics"),
    "metadata": _("history of rows"),
    "meta_table_descriptions": _("descriptions of tables"),
    "cost_options": _("costs"),
    "organization_identifiers": _("identifiers of organisations"),
    "taxonomies": _("lists of topics"),
    "service_capacity": _("free places"),
    "units": _("units"),
    "url": _("addresses of pages"),
}

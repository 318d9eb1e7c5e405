"""What everybody may read: the API for other systems, files, the feed of news, the map of the site."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from cus.catalogue.hsds.endpoints import FAMILIES, Family
from cus.catalogue.views import api, feeds, open_data

app_name = "open_data"


def _addresses_of(family: Family) -> Iterator[URLPattern]:
    """With a slash at the end or without: readers write both."""
    root, given = f"api/{family.name}/", {"family": family.name}
    yield path(root, api.about, given, name=family.name)
    yield path(f"{root}openapi.json", api.openapi, given, name=f"{family.name}_openapi")
    for endpoint in family.endpoints:
        of_list, asked = f"{root}{endpoint.path}", given | {"path": endpoint.path}
        yield path(of_list, api.items, asked, name=f"{family.name}_{endpoint.path}")
        yield path(f"{of_list}/", api.items, asked)
        yield path(f"{of_list}/<str:record_id>", api.item, asked, name=f"{family.name}_{endpoint.path}_one")
        yield path(f"{of_list}/<str:record_id>/", api.item, asked)
    yield path(f"{root}<path:rest>", api.nothing, given, name=f"{family.name}_nothing")


urlpatterns = [
    path("dane/", open_data.about, name="data"),
    path("dane/hsds.zip", open_data.package, name="package"),
    path("dane/uslugi.jsonl", open_data.lines, name="lines"),
    path("dane/uslugi.xlsx", open_data.workbook, name="workbook"),
    path("dane/dcat.jsonld", open_data.dcat_json, name="dcat_json"),
    path("dane/dcat.rdf", open_data.dcat_xml, name="dcat_xml"),
    path("kanal.rss", feeds.rss, name="rss"),
    path("kanal.atom", feeds.atom, name="atom"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:map_number>.xml", feeds.sitemap_part, name="sitemap_part"),
    path("robots.txt", feeds.robots, name="robots"),
    *(address for family in FAMILIES.values() for address in _addresses_of(family)),
]

"""The part of an address that names one of the two threads of a plan."""

from django.urls import register_converter
from django.urls.converters import StringConverter

THREAD = "<thread:thread>"


class ThreadConverter(StringConverter):
    """One of the two threads of a plan."""

    regex = "service|neighbour"


register_converter(ThreadConverter, "thread")

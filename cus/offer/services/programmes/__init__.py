"""Everything that changes a programme of social services, from the first draft to the last evaluation."""

from cus.offer.services.programmes.afterwards import annul_version, evaluate_programme
from cus.offer.services.programmes.consulting import close_consultation, consult_version
from cus.offer.services.programmes.council import (
    record_publication,
    record_resolution,
    reject_version,
    submit_version,
)
from cus.offer.services.programmes.drafting import (
    begin_amendment,
    begin_programme,
    copy_programme,
    discard_version,
    save_version,
    use_finding,
)

__all__ = [
    "annul_version",
    "begin_amendment",
    "begin_programme",
    "close_consultation",
    "consult_version",
    "copy_programme",
    "discard_version",
    "evaluate_programme",
    "record_publication",
    "record_resolution",
    "reject_version",
    "save_version",
    "submit_version",
    "use_finding",
]

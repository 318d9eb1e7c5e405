"""Everything that changes what the centre knows of its community."""

from cus.community.services.unmet_needs import record_unmet_need, without_personal_data

__all__ = ["record_unmet_need", "without_personal_data"]

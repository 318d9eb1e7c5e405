from cus.community.models.unmet_need import UnmetNeed, UnmetNeedSource

__all__ = ["UnmetNeed", "UnmetNeedSource"]

"""What pages read of the offer."""

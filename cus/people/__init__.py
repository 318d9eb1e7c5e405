"""Residents the centre knows: who they are, how to reach them, who may act for them."""

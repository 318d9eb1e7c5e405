"""Shared things without a domain word: workflow, refusals, pages, row security, Polish words."""

"""Measurements on the example centre. Never part of the tests; every figure stands beside another of the same run."""

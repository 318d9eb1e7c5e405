"""The offer as rows of the tables of HSDS 3.0. Reads `PublicFacts` only, so what is confidential is not at hand."""

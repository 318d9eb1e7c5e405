"""How a resident's words find a service: lemmas and stems, synonyms, near spellings, ranking. In PostgreSQL only."""

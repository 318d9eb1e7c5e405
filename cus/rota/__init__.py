"""Who visits whom, and when: a library of its own, without Django (docs/rota.md has the mathematical model)."""

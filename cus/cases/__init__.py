"""The resident's path: signal, application, needs, outcome, individual plan, contacts, end."""

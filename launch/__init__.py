"""Starts and stops everything for `./run`: the database, the server, the worker, the tests. Imports no room of cus."""

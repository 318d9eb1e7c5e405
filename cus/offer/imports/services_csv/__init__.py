"""A list of services as a CSV file, one service a row, as spreadsheets save it: see `columns.py` for the columns."""

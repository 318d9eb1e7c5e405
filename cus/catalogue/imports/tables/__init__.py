"""A table of services or organisations, as offices keep them: CSV or a spreadsheet, one thing a row, any columns."""

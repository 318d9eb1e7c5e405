"""Assessment instruments as data: the language of forms, what is shown, how points are counted. No database here."""

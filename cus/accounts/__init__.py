"""Who may sign in, for which centre, in which roles and from when to when."""

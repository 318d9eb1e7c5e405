"""Pages of the assistance track."""

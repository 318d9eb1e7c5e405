"""What must be kept and can be shown later: events, readings, documents, letters, numbers, the outbox."""

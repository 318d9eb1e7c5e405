"""What must be kept and can be shown later: events, readings, documents, letters and their delivery, numbers, the outbox."""

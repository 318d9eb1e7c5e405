"""Papers: letters, decisions and plans as PDF, DOCX and plain text, from one description."""

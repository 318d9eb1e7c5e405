"""The pages of plans: lists, the living plan, the editor, approval, the end, contacts and tasks."""

"""The base of social services as the public has it: entries one can find, their open records, where they come from."""

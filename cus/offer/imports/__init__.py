"""What comes into the offer from outside: one folder for each format."""

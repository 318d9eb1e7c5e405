"""Files of people and cases for other programs. Reads only; what they look like is `layout`, documented for all."""

"""Tables of people and cases as the social assistance centre (OPS) kept them. Reads only, keeps nothing."""

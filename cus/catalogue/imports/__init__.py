"""What others hand in, as rows of HSDS 3.0: packages, JSON files, feeds and tables. Reads only, keeps nothing."""

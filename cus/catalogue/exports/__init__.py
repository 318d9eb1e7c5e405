"""What goes out of the catalogue as a whole: files of all rows, and the description of them for catalogues of data."""

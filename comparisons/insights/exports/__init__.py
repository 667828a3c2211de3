"""The figures of a page as files: one list of lines, written as CSV, XLSX or picture.

Of circles only released values."""

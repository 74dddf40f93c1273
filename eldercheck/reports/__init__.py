"""What leaves as a file: grade tables, sheets, findings, in the forms an office works with."""

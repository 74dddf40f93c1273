"""One class for each thing a person does; both faces, screen and command line, call these."""

"""eldercheck decides, fairly and provably, how well bank branches serve old people."""

__version__ = "0.3.0"

"""The parts of the example county."""

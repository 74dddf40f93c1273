"""The example county: two years of a county that never was, the same rows each time, everywhere."""

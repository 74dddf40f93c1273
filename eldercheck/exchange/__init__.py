"""What comes in as files, and goes from laptop to laptop."""

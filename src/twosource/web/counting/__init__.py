"""What the pages that count show: the builder of a question, its parts as bars, and counts in the press."""

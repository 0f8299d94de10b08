"""Who asks, what they may do, and what a page may load."""

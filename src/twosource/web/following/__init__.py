"""What programs follow by address: feeds of a saved search, and the keys that open them."""

"""The arithmetic of agreement: pure functions over what should have been found and what was."""

"""What stands behind the review pages: what a form asks for, what it was decided on, words in their text."""

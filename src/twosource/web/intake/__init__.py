"""What stands behind the page that adds articles: what was sent, held to bounds; adding it; keeping the result."""

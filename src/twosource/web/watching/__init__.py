"""What the pages of alerts, watches and feeds are made of: words, forms read, numbers for the masthead."""

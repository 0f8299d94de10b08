"""Learning what the reasons of linking are worth from articles whose incidents are known."""

"""How the packaged weights were made; nothing here is imported by the program."""

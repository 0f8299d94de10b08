"""What twosource knows before it reads: kinds, fields, weapons, actors, cues, places, as data files.

The loaders here read each file once, when first asked, and check it; a broken file raises
KnowledgeError naming the file and the entry.
"""

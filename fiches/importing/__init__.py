"""From a document to a draft of a fiche: what stands where, what was guessed, and nothing lost."""

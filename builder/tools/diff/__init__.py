"""`builder diff`: what changed between two states of a strategy, in an editor's words."""

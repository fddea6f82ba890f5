"""`builder links`: references to the strategy in other people's documents, and whether they still hold."""

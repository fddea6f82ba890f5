"""Beside the flow: what editors and other authors run by themselves.

In come a strategy, states of it, or other people's documents; out come reports and skeletons.
Nothing of the flow imports from here, and nothing here writes.
"""

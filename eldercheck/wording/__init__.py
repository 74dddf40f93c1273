"""Sentences made from facts: what a limit, a mark, a result or an error says to a person."""

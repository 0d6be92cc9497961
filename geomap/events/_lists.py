"""Word lists written as running text."""


def words(text: str) -> frozenset[str]:
    """Set of the words of a running text."""
    return frozenset(text.split())

"""Rows of claims, as the tests of claims look for them."""


def only(rows, relation):
    """The one row of a relation; fails where there is none, or more than one."""
    chosen = [row for row in rows if row.relation == relation]
    assert len(chosen) == 1, [(row.relation, row.text) for row in rows]
    return chosen[0]

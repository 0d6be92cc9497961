"""Rows of a file of own events gathered from batches: the columns that are read of them."""

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from geomap.files import columns, joining, values
from geomap.files.columns import Batch, Row
from geomap.files.outside import PREFIX
from geomap.files.own_shapes import Shapes
from geomap.files.own_table import Gathered, Plan
from geomap.files.spool import Spool

_ID_CHARS = 12


def gathered(plan: Plan, found: Iterable[Batch]) -> Gathered:
    """The columns that a plan reads of batches of rows, and their geometry."""
    where: list[pa.Array] = []
    bad, shapes, n = dict[int, Row](), Shapes(), 0
    texts: dict[str, list[pa.Array]] = {"event_id": [], "place": []}
    levels: dict[str, list[pa.Array]] = {}
    given = Spool()
    wanted = plan.asked
    for batch in found:
        where.append(batch.where)
        shapes.add(batch)
        bad |= {n + row: one for row, one in batch.bad.items()}
        n += len(batch.where)
        given.add(_given(batch, plan))
        for name, column in _texts(batch, plan).items():
            texts.setdefault(name, []).append(column)
        for name in wanted & batch.cells.keys():
            levels.setdefault(name, []).append(batch.cells[name].dictionary_encode())
    return Gathered(
        plan=plan,
        where=pa.chunked_array(where, pa.string()),
        bad=bad,
        misplaced=shapes.whys,
        shapes=shapes.all(),
        texts={name: pa.chunked_array(parts, pa.large_string()) for name, parts in texts.items()},
        coded={name: columns.coded(pa.chunked_array(parts)) for name, parts in levels.items()},
        given=given,
    )


def _texts(batch: Batch, plan: Plan) -> dict[str, pa.Array]:
    """The columns of text that are taken over as they stand, and each row's id."""
    n = len(batch.where)
    found: dict[str, pa.Array] = {}
    for layout, prefix in plan.parts:
        for name, of in layout.copied.items():
            found[name] = columns.first(batch.cells, [f"{prefix}{one}" for one in of], n)
        if layout.ids:
            ids = pc.binary_join_element_wise(layout.ids, found["event_id"], "")
            found["event_id"] = pc.if_else(pc.equal(found["event_id"], ""), "", ids)
    blank = pc.equal(found["event_id"], "")
    if pc.any(blank).as_py():
        own = pa.array(_own_ids(batch, blank), pa.string())
        found["event_id"] = pc.replace_with_mask(found["event_id"], blank, own)
    return {name: column.cast(pa.large_string()) for name, column in found.items()}


def _own_ids(batch: Batch, blank: pa.Array) -> Iterator[str]:
    """Ids of rows that have none, of their content."""
    cells = {name: column.filter(blank) for name, column in batch.cells.items()}
    rows = np.flatnonzero(blank.to_numpy(zero_copy_only=False)).tolist()
    shapes = [None if batch.shapes is None else batch.shapes[row] for row in rows]
    for content in columns.listed(cells, ["" if one is None else one.wkt for one in shapes]):
        digest = hashlib.sha256(content.as_py().encode()).hexdigest()
        yield f"{joining.PREFIX}{digest[:_ID_CHARS]}"


def _given(batch: Batch, plan: Plan) -> pa.Array:
    """Rows as the file has them; a file of geomap's passes on what it was given."""
    outside = len(plan.parts) > 1
    cells = {
        name: column
        for name, column in batch.cells.items()
        if name and name != "wkt" and not (outside and name.startswith(PREFIX))
    }
    found = columns.told(cells, len(batch.where))
    if not {"event_id", "given"} <= cells.keys():
        return found
    passed = [
        text if key is not None and values.given(text or "") else own
        for key, text, own in zip(
            *(one.to_pylist() for one in (cells["event_id"], cells["given"], found)), strict=True
        )
    ]
    return pa.array(passed, pa.string())

"""Every error that geomap raises on purpose, in one tree.

Each error also inherits the builtin that a caller would expect, so `except ValueError` still
works, and each message says what was expected.
"""


class GeomapError(Exception):
    """Base of every error raised by geomap."""


class GeomapWarning(UserWarning):
    """Base of every warning; something was skipped or assumed, and the text says what."""


class InputError(GeomapError, ValueError):
    """An argument or a file is not what was expected."""


class ReportError(InputError):
    """A report cannot be read; the batch goes on without it."""


class CoordinateError(InputError):
    """A coordinate lies outside longitude -180..180 or latitude -90..90, or is not a number."""


class TableError(InputError):
    """A table lacks a column, has the wrong CRS or a duplicated index."""


class UnknownPlaceError(GeomapError, LookupError):
    """A name is in no gazetteer that was asked."""


class DataError(GeomapError, RuntimeError):
    """A data file shipped with geomap is missing or damaged."""


class MissingExtraError(GeomapError, ImportError):
    """An optional dependency is needed; the message names the extra to install."""

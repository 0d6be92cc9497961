"""Reports in other languages, read by the words of a language's file (`geomap.tongue`).

Names are scanned for in the gazetteer, days and statements of space are put into the English that
their rooms read, and so all that is found comes in the records that an English report gives.
Deeds are read where the file of the language tells them.
"""

from geomap.foreign.reading import Read, read

__all__ = ["Read", "read"]

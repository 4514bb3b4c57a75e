-- Keeping: the end of a path from a file to whoever decided about it.


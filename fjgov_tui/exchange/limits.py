"""How large a sheet may be; nothing is imported here, because the parsing child reads it too."""

MAX_ROWS = 200_000
"""The last row of a sheet that may hold anything."""
MAX_COLUMNS = 200
"""The last column of a sheet that may hold anything."""
MAX_SHEETS = 200
MAX_MERGES = 20_000
"""Merged ranges in one sheet."""
MAX_FILLED = 2_000_000
"""Cells of one sheet that merged ranges may fill."""
MAX_UNPACKED = 300 * 1024 * 1024
"""Bytes that a workbook's parts declare together."""
MAX_RATIO = 200
"""Times that a part may be larger than its packed form."""
RATIO_FROM = 1024 * 1024
"""Parts below this many bytes are harmless at any ratio."""
MAX_PARTS = 2000
MAX_TEXT_FILE = 64 * 1024 * 1024
"""Bytes of a text table."""
CHILD_MEMORY = 1536 * 1024 * 1024
"""Address space of the parsing child, in bytes."""
CHILD_SECONDS = 120
"""Processor time of the parsing child."""

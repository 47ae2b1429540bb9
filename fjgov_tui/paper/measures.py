"""The measures of an official letter (GB/T 9704-2012), in twips (1/20 pt) unless said otherwise, and its faces.

156 by 225 mm of text on A4. 22 lines of 29 pt are 12,760 twips, more than its 12,756: a line is 579 (28.95 pt).
28 characters of 16 pt are 448 pt and wider than its 442.2: each is set 0.25 pt closer.
"""

from typing import Final, NamedTuple

PAGE: Final = (11_906, 16_838)
"""A4, width and height."""
TOP: Final = 2_098
"""37 mm."""
BOTTOM: Final = 1_984
"""35 mm."""
LEFT: Final = 1_587
"""28 mm."""
RIGHT: Final = 1_474
"""26 mm."""
FOOTER: Final = 1_247
"""From the page's lower edge to the page number's: its upper edge is then 7 mm below the text."""
PLAIN: Final = 1_134
"""20 mm on every side of a form or a list: it is no letter, and has to fit on as few pages as it can."""
PLAIN_FOOTER: Final = 567
"""From the edge to the page number of a form or a list."""
LINE: Final = 579
LINES: Final = 22
"""On a full page."""
CHARACTERS: Final = 28
"""On a full line."""
CLOSER: Final = -5
"""What is added between two characters of the body."""
INDENT: Final = 630
"""Two characters of the body (2 × 15.75 pt)."""
HEAD: Final = 1_984
"""35 mm from the upper edge of the text to the red name."""
HEAD_LINE: Final = 11
"""4 mm, in points, from the document's number to the red line."""
BODY_SIZE: Final = 32
"""三号 (16 pt), in half points as all sizes."""
TITLE_SIZE: Final = 44
"""二号 (22 pt)."""
TITLE_LINE: Final = 700
SMALL_SIZE: Final = 28
"""四号 (14 pt): page number and imprint."""
TABLE_SIZE: Final = 24
"""小四 (12 pt): more than 28 characters are wanted in a table's line."""
TABLE_LINE: Final = 360
"""A line within a table: exactly half as much again as its characters, so that no program's font makes it another."""
TABLE_GAP: Final = 120
"""After a table: two without a line between them would become one."""
IMPRINT_LINE: Final = 560
IMPRINT_ROOM: Final = 120
"""2 mm that an imprint on a page of its own leaves to programs that draw its lines a little apart."""
IMPRINT_DAY: Final = 4_000
"""The imprint's right part: the day of printing on one line."""
TALL: Final = 567
"""The least height of a row that is filled in by hand (1 cm)."""
NOTE_LINE: Final = 400
"""The lines of what a table or a form says of itself."""
HEAD_SIZES: Final = (124, 44)
"""The red name at its largest and smallest, in half points; as large as fits on one line."""
THICK: Final = 8
"""0.35 mm in eighths of a point: the imprint's first and last line."""
THIN: Final = 6
"""0.25 mm: the lines between."""
RED: Final = "FF0000"


class Rows(NamedTuple):
    """How the rows of a table are set."""

    size: int
    """Of the characters, in half points."""
    line: int
    tall: int
    """The least height of a row that is filled in by hand."""


USUAL_ROWS: Final = Rows(TABLE_SIZE, TABLE_LINE, TALL)
SMALL_ROWS: Final = Rows(21, 300, 454)
"""五号 (10.5 pt), rows of 8 mm: a form that else leaves a row or two on a second page."""

FACE_TITLE: Final = "方正小标宋简体"
FACE_BODY: Final = "仿宋_GB2312"
FACE_FIRST: Final = "黑体"
FACE_SECOND: Final = "楷体_GB2312"
FACE_NUMBER: Final = "宋体"
"""The faces are named in the file and never embedded: the machine that prints it has to have them."""

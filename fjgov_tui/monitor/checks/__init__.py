"""The inspections: each asks for pages, has them analysed in the worker, and says what it saw; it books nothing."""

"""New passwords: judged, made, and recognised when they come back; never kept (article 37).

What is typed lives in a `Secret` for as long as one question takes. Nothing in this package writes it anywhere.
"""

"""One class a command: key, palette entry, footer, help and when it is allowed all come from it."""

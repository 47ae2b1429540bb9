"""One visit on the wire: names, connections, limits, certificates, and whether our own network is in order."""

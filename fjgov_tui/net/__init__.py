"""One visit on the wire: names, connections, limits, certificates, and whether our own network is in order.

`visit.Net` fetches and visits, `network.own_network` asks for our own network, `tls.certificate` reads certificates.
"""

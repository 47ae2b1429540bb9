"""The dashboard in a browser of the same machine: one server on loopback, one browser, one child that draws.

`access` decides who may come in and knows no network, `page` is what the browser is given, `child` is the program that
draws, `server` joins them. The child is this program again with Textual's driver for browsers; nothing here loads
Textual.
"""

"""The dashboard in a browser: real sockets, and a real browser where there is one."""

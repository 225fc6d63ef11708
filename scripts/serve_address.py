"""The address that `mkdocs serve` gives the site at: whether another program has it already.

MkDocs asks for it after the whole site is built, and ends in a traceback when it is taken.
"""

from __future__ import annotations

import os
import socket
from functools import cache

from mkdocs.exceptions import PluginError


@cache  # Asked once in a run: at the next build, the one who holds the address is this server.
def look_for_others(host: str, port: int) -> None:
    """Raise PluginError, with what to do, when the site cannot be served at an address."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name != "nt":  # As the server will: what has just ended here is not in the way.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        other = port + 1 if 1024 <= port < 65535 else 8001  # noqa: PLR2004 - lower ports are the system's own
        message = (
            f"The site cannot be served on {host}:{port}: {why}.\n"
            "If another `make serve` runs there, end it with Ctrl+C in its terminal. Or take another port:\n"
            f"    make serve PORT={other}\n"
            f"Without make, add to the command: --dev-addr {host}:{other}"
        )
        raise PluginError(message) from None

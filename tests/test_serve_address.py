"""A port that is taken is named before the site is built, with the way to take another; a server's own port is not."""

from __future__ import annotations

import socket

import pytest
from mkdocs.exceptions import PluginError

import serve_address

HOST = "127.0.0.1"


def test_a_port_in_use_is_named_with_another_to_take() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PluginError, match=rf"{HOST}:{port}: .*\n(.*\n)+.*make serve PORT={port + 1}\n") as raised:
            serve_address.look_for_others(HOST, port)
    assert raised.value.__suppress_context__


def test_once_the_server_runs_its_own_port_is_no_mistake() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
    serve_address.look_for_others(HOST, port)
    with socket.create_server((HOST, port)):
        serve_address.look_for_others(HOST, port)


def test_an_address_of_another_machine_is_no_traceback() -> None:
    documentation_only = "192.0.2.1"  # RFC 5737: no machine has it.
    with pytest.raises(PluginError, match=documentation_only):
        serve_address.look_for_others(documentation_only, 0)

"""Runs the Python blocks of one lesson, one after the other, in one process; it works on every CPython from 3.11 on.

    python_worker.py COMMANDS ANSWERS

Both are file descriptors. A command is a line of JSON: {"source", "line", "path"}, the lesson's file and the line on
which the source begins in it; the first also has {"lesson"}, the lesson's text, and {"executable"}. An answer is a line
of JSON: {} or what is known of the error that ended the block.
"""

from __future__ import annotations

import ipaddress
import json
import linecache
import os
import sys
import traceback
import types
from typing import Any

Data = dict[str, Any]


def main(commands: int, answers: int) -> None:
    """Answer every command until there is none any more."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    sys.path.insert(0, os.getcwd())
    sys.argv = [""]
    sys.addaudithook(refuse_other_hosts)
    with os.fdopen(commands, encoding="utf-8") as reader, os.fdopen(answers, "w", encoding="utf-8") as writer:
        for line in reader:
            answer = act(json.loads(line), module)
            print(json.dumps(answer), file=writer, flush=True)


def act(command: Data, module: types.ModuleType) -> Data:
    """Run a block, or talk to the lesson's app."""
    if "lesson" in command:
        lines = command["lesson"].splitlines(keepends=True)
        linecache.cache[command["path"]] = (len(command["lesson"]), None, lines, command["path"])
    if command.get("executable"):
        # Behind a launcher, Python takes for its own program what cannot be started without it.
        sys.executable = command["executable"]
        vars(sys)["_base_executable"] = command["executable"]
    if "request" in command:
        return exchange(command, module)
    return run(command, module)


def run(command: Data, module: types.ModuleType) -> Data:
    """Run a block in the lesson's namespace; give the error that ended it, if one did."""
    path, line = command["path"], command["line"]
    try:
        # Empty lines before the source let tracebacks name the lesson's own lines.
        code = compile("\n" * (line - 1) + command["source"], path, "exec", dont_inherit=True)
        exec(code, module.__dict__)
    except BaseException as error:  # a lesson may show SystemExit or KeyboardInterrupt too
        return describe(error, path)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return {}


def describe(error: BaseException, path: str) -> Data:
    """Give an error's names, its last line, its traceback from the lesson's code on, and the lesson's line."""
    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    ending = traceback.format_exception_only(type(error), error)
    shown = ending[-1 - len(getattr(error, "__notes__", ()))].rstrip("\n")
    lines = [frame.lineno for frame in traceback.extract_tb(frames) if frame.filename == path]
    if isinstance(error, SyntaxError) and error.filename == path:
        lines.append(error.lineno)
    kind = type(error)
    return {
        "names": [kind.__name__, f"{kind.__module__}.{kind.__qualname__}"],
        "shown": shown,
        "details": "".join(traceback.format_exception(kind, error, frames)),
        "line": lines[-1] if lines else None,
    }


def refuse_other_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    """Let lessons talk to this machine only: what they show must not hang on the rest of the network."""
    if event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not is_own(host):
        message = f"lessons may connect to this machine only, not to {host}"
        raise PermissionError(message)


def is_own(host: str) -> bool:
    """Tell whether a name or address is this machine."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in {"localhost", ""}


# -- the lesson's app --------------------------------------------------------------------------------------------------

SERVED: Data = {}


def exchange(command: Data, module: types.ModuleType) -> Data:
    """Send a raw request to the module's ``app``, served on this machine; give the response as text."""
    app = getattr(module, "app", None)
    if app is None:
        return {"names": ["NameError"], "shown": "", "details": "the lesson has made no “app” yet", "line": None}
    try:
        if SERVED.get("app") is not app:
            stop()
            serve(app)
        response = send(SERVED["port"], command["request"])
    except Exception as error:
        return describe(error, command["path"])
    return {"response": response}


def serve(app: Any) -> None:
    """Serve an app with uvicorn on a free port, from a thread of this process."""
    import socket
    import threading
    import time

    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="auto"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            message = "the app did not start"
            raise RuntimeError(message)
        time.sleep(0.005)
    SERVED.update(app=app, server=server, thread=thread, port=listener.getsockname()[1])


def stop() -> None:
    """Stop the server, when there is one."""
    if SERVED:
        SERVED["server"].should_exit = True
        SERVED["thread"].join(5)
        SERVED.clear()


def send(port: int, request: Data) -> Data:
    """Send one request; give status, reason, headers and body of the response."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=command_timeout(request))
    connection.request(request["method"], request["target"], request["body"].encode() or None, dict(request["headers"]))
    response = connection.getresponse()
    body = response.read().decode("utf-8", "replace")
    headers = [[name.lower(), value] for name, value in response.getheaders()]
    connection.close()
    return {"status": response.status, "reason": response.reason, "headers": headers, "body": body}


def command_timeout(request: Data) -> float:
    """Give the seconds that a response may take."""
    return float(request.get("timeout", 10))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

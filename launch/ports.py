"""Whether a port is free, and whether the server behind it answers."""

import errno
import http.client
import socket

from launch.trouble import Trouble


def must_be_free(host: str, port: int, *, verb: str) -> None:
    if not 0 < port < 65536:
        raise Trouble(f"There is no port {port}: choose one between 1024 and 65535.")
    try:
        _bind(host, port)
    except PermissionError as error:
        raise Trouble(f"Port {port} needs administrator rights. Take another one: ./run {verb} --port 8000") from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Trouble(f"The address {host}:{port} cannot be used ({error.strerror}).") from error
        free = _free_after(host, port)
        raise Trouble(
            f"Port {port} is used by another program. Take another one: ./run {verb} --port {free}"
        ) from error


def answers(port: int, path: str = "/health/") -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _bind(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left by a stopped demo is free
        probe.bind((host, port))


def _free_after(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            _bind(host, candidate)
        except OSError:
            continue
        return candidate
    return 8000

"""Whether a port is free, and whether the server behind it answers."""

import http.client
import socket

from launch.trouble import Trouble


def must_be_free(host: str, port: int, *, verb: str) -> None:
    try:
        _bind(host, port)
    except PermissionError as error:
        raise Trouble(f"Port {port} needs administrator rights: ./run {verb} --port 8000") from error
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno not in (None, 98, 48):  # 98, 48: address in use
            raise Trouble(f"The address {host}:{port} cannot be used ({error.strerror}).") from error
        raise Trouble(
            f"Port {port} is used by another program. Take another one: ./run {verb} --port {_free_after(host, port)}"
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

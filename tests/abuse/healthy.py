"""A good client in a process of its own: reads with an API key, every third time on a new connection."""

import multiprocessing
import socket
import statistics
import time

from server import LIST


def sample(port, header, seconds, results):
    took, failed, connection = [], 0, None
    end, number = time.monotonic() + seconds, 0
    request = f"GET {LIST}?limit=20 HTTP/1.1\r\nHost: localhost\r\n{header}\r\n".encode()
    while time.monotonic() < end:
        number += 1
        started = time.monotonic()
        try:
            if connection is None or number % 3 == 0:
                if connection is not None:
                    connection.close()
                connection = socket.create_connection(("127.0.0.1", port), timeout=10)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(request)
            answer = connection.recv(65536)
            while b"\r\n\r\n" not in answer:
                piece = connection.recv(65536)
                if not piece:
                    raise OSError("closed")
                answer += piece
            if not answer.startswith(b"HTTP/1.1 200"):
                raise OSError(answer[:40])
            took.append(time.monotonic() - started)
        except OSError:
            failed += 1
            connection = None
        time.sleep(0.02)
    results.put((took, failed))


class Healthy:
    """Samples for as long as told, beside whatever the caller does."""

    def __init__(self, server, seconds):
        self.results = multiprocessing.Queue()
        arguments = (server.port, server.by_key(), seconds, self.results)
        self.process = multiprocessing.Process(target=sample, args=arguments)
        self.process.start()

    def end(self):
        took, failed = self.results.get(timeout=60)
        self.process.join()
        return Sample(took, failed)


class Sample:
    def __init__(self, took, failed):
        self.took, self.failed = sorted(took), failed

    def at(self, share):
        """That share of the requests took at most so many milliseconds."""
        return 1000 * self.took[min(int(len(self.took) * share), len(self.took) - 1)] if self.took else float("inf")

    def __str__(self):
        middle = 1000 * statistics.median(self.took) if self.took else float("inf")
        return f"median {middle:.1f} ms, p95 {self.at(0.95):.1f} ms of {len(self.took)}, {self.failed} failed"


def alone(server, seconds=4):
    """How good clients fare without the others."""
    return Healthy(server, seconds).end()


def judge(report, before, during, what):
    """Twice as slow at most; below 10 ms nothing is told apart from the noise of the machine."""
    limit = 2 * max(before.at(0.95), 10)
    held = during.took and during.at(0.95) <= limit and during.failed == 0
    report.check(f"good clients beside {what}", held, f"{during}; alone {before}; limit p95 {limit:.0f} ms")

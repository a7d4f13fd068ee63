"""A good client in a process of its own. It reads with an API key, every third time on a new connection."""

import multiprocessing
import socket
import statistics
import time

from server import LIST


def sample(port, header, seconds, results):
    durations, failed, connection = [], 0, None
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
            response = connection.recv(65536)
            while b"\r\n\r\n" not in response:
                chunk = connection.recv(65536)
                if not chunk:
                    raise OSError("closed")
                response += chunk
            if not response.startswith(b"HTTP/1.1 200"):
                raise OSError(response[:40])
            durations.append(time.monotonic() - started)
        except OSError:
            failed += 1
            connection = None
        time.sleep(0.02)
    results.put((durations, failed))


class Healthy:
    """Measures requests in the background for some seconds."""

    def __init__(self, server, seconds):
        self.results = multiprocessing.Queue()
        arguments = (server.port, server.by_key(), seconds, self.results)
        self.process = multiprocessing.Process(target=sample, args=arguments)
        self.process.start()

    def end(self):
        durations, failed = self.results.get(timeout=60)
        self.process.join()
        return Sample(durations, failed)


class Sample:
    def __init__(self, durations, failed):
        self.durations, self.failed = sorted(durations), failed

    def quantile(self, share):
        """The duration in milliseconds that this share of the requests did not exceed."""
        return 1000 * self.durations[min(int(len(self.durations) * share), len(self.durations) - 1)] if self.durations else float("inf")

    def __str__(self):
        median = 1000 * statistics.median(self.durations) if self.durations else float("inf")
        return f"median {median:.1f} ms, p95 {self.quantile(0.95):.1f} ms of {len(self.durations)}, {self.failed} failed"


def alone(server, seconds=4):
    """Measures good clients without an attack."""
    return Healthy(server, seconds).end()


def check(report, before, during, what):
    """Checks that no request failed, and that the p95 has at most doubled. Below 10 ms, differences are noise of the machine."""
    limit = 2 * max(before.quantile(0.95), 10)
    report.check(f"no request of good clients fails during {what}", during.durations and during.failed == 0, f"{during}")
    details = f"{during}; alone {before}; limit p95 {limit:.0f} ms"
    report.check_time(f"good clients during {what}", during.quantile(0.95) <= limit, details)

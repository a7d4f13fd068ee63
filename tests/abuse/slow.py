"""Thousands of clients that send or read very slowly."""

import asyncio
import socket
import time

import healthy

PAGE = "/openapi.json"


async def run(server, report, rng, long):
    count, seconds = (10_000, 300) if long else (2_000, 15)
    await heads(server, report, rng, count, seconds)
    await bodies(server, report, rng, count // 2, seconds)
    await readers(server, report, rng, count // 10, min(seconds, 40))


async def attack(server, report, what, seconds, clients):
    """Runs clients for some seconds, and checks good clients and the memory meanwhile."""
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, seconds)
    lifetimes = await clients
    during = good.end()
    report.note(f"{what}: {len(lifetimes)} connections; each open for {min(lifetimes):.1f} to {max(lifetimes):.1f} s")
    report.check(f"{what} are disconnected within 15 s", max(lifetimes) <= 15 + 1)
    grown = server.memory() - memory
    report.check(f"{what} use at most 256 MiB", grown <= 256, f"{grown:.0f} MiB")
    healthy.check(report, before, during, what)


async def heads(server, report, rng, count, seconds):
    def head():
        lines = "".join(f"X-{number}: {rng.random()}\r\n" for number in range(50))
        return f"GET / HTTP/1.1\r\nHost: localhost\r\n{lines}".encode()

    await attack(server, report, "slow heads", seconds, drip(server, rng, count, seconds, b"", head))


async def bodies(server, report, rng, count, seconds):
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n"
    body = b"username=" + b"x" * 8000
    await attack(server, report, "slow bodies", seconds, drip(server, rng, count, seconds, head, lambda: body))


async def drip(server, rng, count, seconds, initial, rest):
    """Sends a byte a second on each connection. Returns how long each connection was open."""
    end = time.monotonic() + seconds
    lifetimes = []

    async def one():
        await asyncio.sleep(rng.random() * min(5, seconds / 3))
        while time.monotonic() < end:
            started = time.monotonic()
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            except OSError:
                await asyncio.sleep(1)
                continue
            closed = asyncio.ensure_future(drain(reader))
            try:
                writer.write(initial)
                for byte in rest():
                    writer.write(bytes([byte]))
                    done, _ = await asyncio.wait([closed], timeout=1)
                    if done:
                        break
            except OSError:
                pass
            closed.cancel()
            writer.transport.abort()
            lifetimes.append(time.monotonic() - started)

    await asyncio.gather(*(one() for _ in range(count)))
    return lifetimes or [float("inf")]


async def drain(reader):
    try:
        while await reader.read(65536):
            pass
    except OSError:
        pass


async def readers(server, report, rng, count, seconds):
    seconds = max(seconds, 15)
    request = f"GET {PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 100
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, seconds)
    loop = asyncio.get_running_loop()
    sockets = []
    for _ in range(count):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.setblocking(False)
        await loop.sock_connect(one, ("127.0.0.1", server.port))
        await loop.sock_sendall(one, request)
        sockets.append(one)
    await asyncio.sleep(seconds)
    during = good.end()
    grown = server.memory() - memory
    open_connections = established(server.port)
    report.note(f"slow readers: {count} connections, each requested {PAGE} 100 times and read nothing")
    report.check("slow readers are disconnected", open_connections <= 5, f"{open_connections} are still connected after {seconds} s")
    report.check("slow readers use at most 256 MiB", grown <= 256, f"{grown:.0f} MiB")
    healthy.check(report, before, during, "slow readers")
    for one in sockets:
        one.close()


def established(port):
    """The number of open connections of the server, from the system."""
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    return sum(1 for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01")

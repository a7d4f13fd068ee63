"""Clients that send or read next to nothing, by the thousand."""

import asyncio
import socket
import time

import healthy

PAGE = "/openapi.json"


async def run(server, report, rng, long):
    count, spell = (10_000, 300) if long else (2_000, 15)
    await heads(server, report, rng, count, spell)
    await bodies(server, report, rng, count // 2, spell)
    await readers(server, report, rng, count // 10, min(spell, 40))


async def beside(server, report, what, spell, clients):
    """Lets clients loose for so many seconds, and looks at the good ones and the memory meanwhile."""
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, spell)
    lives = await clients
    during = good.end()
    report.note(f"{what}: {len(lives)} connections; each lived {min(lives):.1f} to {max(lives):.1f} s")
    report.check(f"{what} are cut off within 15 s", max(lives) <= 15 + 1)
    grown = server.memory() - memory
    report.check(f"{what} cost at most 256 MiB", grown <= 256, f"{grown:.0f} MiB")
    healthy.judge(report, before, during, what)


async def heads(server, report, rng, count, spell):
    def head():
        lines = "".join(f"X-{number}: {rng.random()}\r\n" for number in range(50))
        return f"GET / HTTP/1.1\r\nHost: localhost\r\n{lines}".encode()

    await beside(server, report, "slow heads", spell, drip(server, rng, count, spell, b"", head))


async def bodies(server, report, rng, count, spell):
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n"
    body = b"username=" + b"x" * 8000
    await beside(server, report, "slow bodies", spell, drip(server, rng, count, spell, head, lambda: body))


async def drip(server, rng, count, spell, at_once, rest):
    """Keeps so many connections busy with a byte a second; gives how long each lived."""
    end = time.monotonic() + spell
    lives = []

    async def one():
        await asyncio.sleep(rng.random() * min(5, spell / 3))
        while time.monotonic() < end:
            started = time.monotonic()
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            except OSError:
                await asyncio.sleep(1)
                continue
            closed = asyncio.ensure_future(drain(reader))
            try:
                writer.write(at_once)
                for byte in rest():
                    writer.write(bytes([byte]))
                    done, _ = await asyncio.wait([closed], timeout=1)
                    if done:
                        break
            except OSError:
                pass
            closed.cancel()
            writer.transport.abort()
            lives.append(time.monotonic() - started)

    await asyncio.gather(*(one() for _ in range(count)))
    return lives or [float("inf")]


async def drain(reader):
    try:
        while await reader.read(65536):
            pass
    except OSError:
        pass


async def readers(server, report, rng, count, spell):
    spell = max(spell, 15)
    request = f"GET {PAGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 100
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, spell)
    loop = asyncio.get_running_loop()
    sockets = []
    for _ in range(count):
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.setblocking(False)
        await loop.sock_connect(one, ("127.0.0.1", server.port))
        await loop.sock_sendall(one, request)
        sockets.append(one)
    await asyncio.sleep(spell)
    during = good.end()
    grown = server.memory() - memory
    waits = established(server.port)
    report.note(f"slow readers: {count} connections, each asked for {PAGE} 100 times and read nothing")
    report.check("slow readers are cut off", waits <= 5, f"{waits} are still connected after {spell} s")
    report.check("slow readers cost at most 256 MiB", grown <= 256, f"{grown:.0f} MiB")
    healthy.judge(report, before, during, "slow readers")
    for one in sockets:
        one.close()


def established(port):
    """How many connections the server holds, as the system sees it."""
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    return sum(1 for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01")

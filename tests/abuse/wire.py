"""HTTP as bytes, so that anything can be said."""

import asyncio
import re
import time

STATUS = re.compile(rb"HTTP/1\.[01] (\d\d\d) ")


async def exchange(port, data, patience=20.0, half_close=False):
    """Sends bytes on a connection of their own, and reads until the server closes it.

    Gives the statuses answered, everything read, the seconds it took and whether the server closed.
    """
    started = time.monotonic()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return [], b"", time.monotonic() - started, True
    read, closed = bytearray(), False

    async def send():
        try:
            writer.write(data)
            await writer.drain()
            if half_close:
                writer.write_eof()
        except OSError:
            pass

    sending = asyncio.ensure_future(send())
    try:
        async with asyncio.timeout(patience):
            while piece := await reader.read(65536):
                read += piece
            closed = True
    except TimeoutError:
        pass
    except OSError:
        closed = True
    sending.cancel()
    writer.transport.abort()
    return [int(status) for status in STATUS.findall(bytes(read))], bytes(read), time.monotonic() - started, closed


async def ask(port, line, headers="", body=b"", patience=20.0):
    """One request on a connection of its own: the status (0 for none), the answer and the seconds."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}{length}\r\n"
    statuses, read, seconds, _ = await exchange(port, head.encode("latin-1") + body, patience)
    return (statuses[-1] if statuses else 0), read, seconds

"""HTTP as raw bytes, so that requests can be malformed."""

import asyncio
import re
import time

STATUS = re.compile(rb"HTTP/1\.[01] (\d\d\d) ")


async def exchange(port, data, timeout=20.0, half_close=False):
    """Sends bytes on a new connection, and reads until the server closes it.

    Returns the statuses, all bytes read, the duration in seconds, and whether the server closed the
    connection.
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
        async with asyncio.timeout(timeout):
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


async def request(port, line, headers="", body=b"", timeout=20.0):
    """Sends a request on a new connection. Returns the status (0 for none), the response and the seconds."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}{length}\r\n"
    statuses, read, seconds, _ = await exchange(port, head.encode("latin-1") + body, timeout)
    return (statuses[-1] if statuses else 0), read, seconds

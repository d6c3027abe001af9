"""A receiver of webhooks on the loopback address, which answers as badly as it is told.

    receiver.py FOLDER SECRET [PORT] [CERTIFICATE KEY]

Prints its port and serves until its standard input ends. FOLDER/behaviour says how the requests are answered, a line
each, the last one over and over. What came is written to FOLDER/requests.jsonl, with what the public algorithm of
Standard Webhooks (HMAC-SHA256 over id, timestamp and body) makes of the signature.
"""

import base64
import hashlib
import hmac
import json
import os
import socket
import ssl
import sys
import threading
import time

folder, secret = sys.argv[1], sys.argv[2]
port = int(sys.argv[3]) if len(sys.argv) > 3 else 0
key = base64.b64decode(secret.split("_", 1)[1])
lock = threading.Lock()
count = 0


def behaviour(number):
    with open(os.path.join(folder, "behaviour")) as file:
        lines = file.read().splitlines()
    return lines[min(number, len(lines) - 1)].split(" ", 1)


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":", 1)
        headers[name.strip().lower()] = value.strip()
    while len(body) < int(headers.get("content-length", 0)):
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return lines[0], headers, body


def verified(headers, body):
    content = ("%s.%s." % (headers.get("webhook-id"), headers.get("webhook-timestamp"))).encode() + body
    wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest("v1," + wanted, one) for one in given)


def respond(connection, line, headers=b"", body=b"ok"):
    connection.sendall(
        b"HTTP/1.1 " + line + b"\r\n" + headers + b"Content-Length: " + str(len(body)).encode()
        + b"\r\nConnection: close\r\n\r\n" + body)


def answer(connection, how, rest):
    if how == "hang":
        connection.recv(1)
    elif how == "close":
        pass
    elif how == "drip-headers":
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    elif how == "drip-body":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)
    elif how == "endless":
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)
    elif how == "short":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
    elif how == "cut-headers":
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Cut: h")
    elif how == "garbage":
        connection.sendall(b"\x00\x01\x02 what is this\r\n\r\n")
    elif how == "interim":
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nRetry-After: 7\r\n\r\n")
        respond(connection, b"503 Busy")
    elif how == "redirect":
        respond(connection, rest.encode(), b"Location: http://127.0.0.1:%d/elsewhere\r\n" % port, b"")
    else:
        headers = b"Retry-After: " + rest.encode() + b"\r\n" if rest else b""
        body = b"" if how in ("204", "304") else b"as told"
        respond(connection, how.encode() + b" As Told", headers, body)


def serve(connection):
    global count
    try:
        request = read_request(connection)
        if request is None:
            return
        line, headers, body = request
        with lock:
            how = behaviour(count)
            count += 1
            with open(os.path.join(folder, "requests.jsonl"), "a") as file:
                file.write(json.dumps({
                    "line": line, "headers": headers, "body": body.decode(),
                    "verified": verified(headers, body), "behaviour": " ".join(how),
                }) + "\n")
        answer(connection, how[0], how[1] if len(how) > 1 else "")
    except OSError:
        pass
    finally:
        connection.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(16)
port = listener.getsockname()[1]
context = None
if len(sys.argv) > 5:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[4], sys.argv[5])


def accept():
    while True:
        connection, _ = listener.accept()

        def handle(connection=connection):
            try:
                serve(context.wrap_socket(connection, server_side=True) if context else connection)
            except OSError:
                connection.close()

        threading.Thread(target=handle, daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
print(port, flush=True)
sys.stdin.read()

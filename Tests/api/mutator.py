"""Requests with bytes changed, cut, doubled and put in at random, as they come from broken programs and from people who look for holes."""

import json
import socket
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

AT_ONCE = 4
NASTY = [b"\x00", b"\xff", b"\xc3\x28", b"%00", b"%ff", b"%", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"'", b'"', b"\\", b"{", b"}", b"[", b"9" * 40, b"-1", b"1e999", b"NaN",
         b"\xef\xbb\xbf", b"\xe2\x80\xae", b"A" * 5000, b";", b",", b"../", b"?", b"&", b"=", b"\\u0000", b"\\ud800", b"\xed\xa0\x80", b"null", b"true"]


def first(port, token, kind):
    """The code of the first row of a collection."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{kind}?limit=1", headers={"authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)["rows"][0]["code"]


def seeds(port, token):
    """Good requests, one of each sort."""
    unit, case, adoption = (first(port, token, kind) for kind in ("units", "use-cases", "adoptions"))

    def request(method, path, headers=(), body=b""):
        lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{port}", "connection: close", f"authorization: Bearer {token}", *headers]
        if body:
            lines.append(f"content-length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n", body

    row = {"code": "Z1", "unit_code": unit, "use_case_code": case, "started_on": "2026-10-01", "regular_on": None, "reason": "試し"}
    form = ["content-type: application/x-www-form-urlencoded"]
    return [
        request("GET", f"/api/v1/reports/2026-10?unit={unit}"),
        request("GET", "/api/v1/units?limit=3&after=01%2C2020-04-01"),
        request("GET", f"/api/v1/adoptions/{adoption}"),
        request("POST", "/api/v1/adoptions", ["content-type: application/json", "idempotency-key: k1"], json.dumps(row, ensure_ascii=False).encode()),
        request("PATCH", f"/api/v1/adoptions/{adoption}", ["content-type: application/json", "if-match: *"], b'{"ended_on": "2026-11-01"}'),
        request("POST", "/api/v1/imports/tools?check=true&encoding=auto", ["content-type: text/csv"], "code,name\nZ1,対話\nZ2,\"要,約\"\n".encode()),
        request("POST", "/api/v1/imports/time?check=true", ["content-type: text/csv"], f"導入コード,対象月,件数\n{adoption},令和8年9月,１２\n".encode("cp932")),
        request("POST", "/sign-in", form, b"login=somebody&password=%E9%9D%92%E3%81%84"),
        request("GET", f"/month?month=2026-10&unit={unit}&language=en", ["cookie: tedori=" + token]),
        request("GET", "/metrics"),
    ]


@dataclass
class Reply:
    status: int | None
    type: str
    body: bytes


class Mutator:
    def __init__(self, port, token, seed):
        self.port, self.seeds, self.seed = port, seeds(port, token), seed

    def run(self, count):
        """Each of so many mutants with its reply."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(self.one, range(count), chunksize=50)

    def one(self, number):
        random = Random(f"{self.seed} {number}")
        head, body = random.choice(self.seeds)
        where = random.random()
        if body and where < 0.6:
            body = mutate(random, body)
            if random.random() < 0.8:  # the length is right, so that it is the body that is looked at
                head = b"\r\n".join(b"content-length: %d" % len(body) if line.startswith(b"content-length") else line for line in head.split(b"\r\n"))
        elif where < 0.9:
            line, rest = head.split(b"\r\n", 1)
            head = mutate(random, line) + b"\r\n" + rest
        else:
            head = mutate(random, head)
        return head + body, self.send(head + body)

    def send(self, raw):
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            try:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(1 << 16):
                    answer += piece
            except (ConnectionResetError, BrokenPipeError):
                pass
        return parse(answer)


def parse(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) < 2 or not words[1].isdigit():
        return Reply(None, "", b"")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    return Reply(int(words[1]), headers.get("content-type", ""), body)


def mutate(random, data):
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 3, 8])):
        place = random.randrange(len(data) + 1)
        match random.randrange(6):
            case 0 if data:
                data[min(place, len(data) - 1)] ^= 1 << random.randrange(8)
            case 1:
                data[place:place] = random.choice(NASTY)
            case 2:
                del data[place:place + random.choice([1, 1, 2, 5, 20])]
            case 3:
                data[place:place] = data[place:place + random.randrange(1, 40)] * random.choice([1, 1, 1, 30])
            case 4:
                data[place:place] = bytes([random.randrange(256)])
            case _:
                other = random.randrange(len(data) + 1)
                data[place:place + 4] = data[other:other + 4]
    return bytes(data)

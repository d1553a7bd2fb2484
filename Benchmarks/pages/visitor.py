"""Somebody who is signed in, without a browser: asks for pages over one connection, as a browser does, and knows what they lead to."""
import gzip
import html
import http.client
import re
import time
from types import SimpleNamespace
from urllib.parse import urlencode, urljoin, urlsplit

PASSWORD = "three cats and a green umbrella at noon"


class Visitor:
    """By the link of an invitation."""

    def __init__(self, port, invitation, login):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookie, self.kept = None, {}
        self.page = SimpleNamespace(url="", text="")
        self.submit(invitation, password=PASSWORD, again=PASSWORD)
        self.submit("/sign-in", login=login, password=PASSWORD)

    def ask(self, method, path, body=None):
        """Status, headers, body as it came, and how many milliseconds until it was there."""
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "ja"} | ({"Cookie": self.cookie} if self.cookie else {})
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        took = (time.perf_counter() - begun) * 1_000
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("tedori="):
                self.cookie = cookie.split(";")[0]
        return answer.status, answer.headers, content, took

    def submit(self, path, **fields):
        status, _, content, _ = self.ask("POST", path, urlencode(fields))
        if status != 303:
            raise RuntimeError(f"{path.split('/')[1]}: status {status}, {content[:300]}")

    def goto(self, path):
        """The status of the page, wherever it lies in the end."""
        for _ in range(5):
            status, headers, content, _ = self.ask("GET", path)
            if status not in (302, 303):
                break
            path = urljoin(path, headers["Location"])
        if headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        self.page = SimpleNamespace(url=path, text=content.decode("utf-8", "replace"))
        return status

    @property
    def path(self):
        return self.page.url

    def links(self):
        found = (html.unescape(link) for link in re.findall(r'<a\b[^>]*\shref="([^"]*)"', self.page.text))
        return [link.split("#")[0] for link in (urljoin(self.page.url, link) for link in found) if link.startswith("/")]

    def weight(self, without):
        """Bytes on the wire of the page that was gone to and of all that it takes with it, save one path."""
        taken = {html.unescape(path) for path in re.findall(r'<(?:script|link|img)\b[^>]*\s(?:src|href)="(/[^"]*)"', self.page.text)}
        return self.size(self.page.url) + sum(self.size(path) for path in taken if urlsplit(path).path != without)

    def size(self, path):
        if path not in self.kept:
            status, _, content, _ = self.ask("GET", path)
            if status != 200:
                raise RuntimeError(f"{path}: status {status}")
            self.kept[path] = len(content)
        return self.kept[path]

"""Signs in and out with an independent provider of single sign-on: OpenID Connect's code flow with PKCE, as a browser goes through it.

    python3 Tests/sso/run.py --tedori PATH

Ends with `N passed, M failed`; exit status 1 if any failed. The provider comes from PyPI into a folder beside the build, once.
"""

import argparse
import html
import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "api"))
from tools import installed  # noqa: E402

PROVIDER = "oidc-provider-mock==0.3.4"


class Tally:
    passed = failed = 0

    def check(self, name, holds, more=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}\n{more}", flush=True)


class Browser:
    """Keeps cookies, follows redirects, and tells where it has come to."""

    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def go(self, address, form=None):
        body = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            answer = self.opener.open(urllib.request.Request(address, body, {"Accept-Language": "en"}), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.geturl(), answer.read().decode()


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def start(arguments, address, log, environment):
    """Starts a server and waits until it answers."""
    process = subprocess.Popen([str(word) for word in arguments], stdout=log, stderr=log, env={**os.environ, **environment})
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return process
        except (OSError, urllib.error.HTTPError):
            if process.poll() is not None:
                raise RuntimeError(f"{arguments[0]} ended with {process.returncode}") from None
            time.sleep(0.1)
    raise RuntimeError(f"{arguments[0]} doesn't answer")


def knows(issuer, subject, claims):
    request = urllib.request.Request(f"{issuer}/users/{subject}", json.dumps(claims).encode(), {"Content-Type": "application/json"}, method="PUT")
    urllib.request.urlopen(request, timeout=10).close()


def try_all(own, issuer, tally):
    knows(issuer, "aoi", {"name": "青井", "preferred_username": "aoi", "tedori_roles": ["hr", "administrator"]})
    knows(issuer, "nobody", {"name": "無役", "preferred_username": "nobody"})
    browser = Browser()
    status, _, page = browser.go(own + "/sign-in")
    tally.check("the page to sign in offers the provider", status == 200 and "/sign-in/provider" in page, page)

    status, at_provider, _ = browser.go(own + "/sign-in/provider")
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(at_provider).query)
    tally.check("the browser is sent there with PKCE", status == 200 and at_provider.startswith(issuer) and query["code_challenge_method"] == ["S256"], at_provider)
    status, place, page = browser.go(at_provider, {"sub": "aoi"})
    tally.check("it comes back signed in", status == 200 and place == own + "/" and "青井" in page, f"{status} {place}\n{page}")
    _, _, page = browser.go(own + "/account")
    tally.check("as the roles that are claimed", "value=\"administrator\"" in page, page)

    # The address at which it came back works for no other browser, and not again.
    other = Browser()
    status, _, page = other.go(own + "/sign-in/return?" + urllib.parse.urlencode({"code": "x", "state": query["state"][0]}))
    tally.check("another browser isn't let in by it", status == 403, f"{status}\n{page}")
    status, _, _ = browser.go(own + "/sign-in/return?" + urllib.parse.urlencode({"code": "x", "state": query["state"][0]}))
    tally.check("nor this one again", status == 403, str(status))
    stranger = Browser()
    _, at_provider, _ = stranger.go(own + "/sign-in/provider")
    status, _, page = stranger.go(at_provider, {"action": "deny"})
    tally.check("who is denied there isn't let in here", status == 403, f"{status}\n{page}")
    _, at_provider, _ = stranger.go(own + "/sign-in/provider")
    status, _, page = stranger.go(at_provider, {"sub": "nobody"})
    tally.check("who has no role is told so", status == 403 and "you have no role here" in page, f"{status}\n{page}")

    _, _, page = browser.go(own + "/")
    form = re.search(r'action="/sign-out"[^>]*>.*?name="form" value="([^"]+)"', page, re.S)
    status, place, _ = browser.go(own + "/sign-out", {"form": html.unescape(form.group(1)) if form else ""})
    tally.check("it signs out here", status == 200 and place == own + "/sign-in", f"{status} {place}")
    status, _, _ = browser.go(own + "/")
    tally.check("and is a stranger then", status == 401, str(status))
    status, place, page = browser.go(own + "/sign-out/provider")
    tally.check("and there", status == 200 and place.startswith(issuer), f"{status} {place}")
    confirm = re.search(r'action="([^"]+)"', page)
    status, place, _ = browser.go(urllib.parse.urljoin(place, html.unescape(confirm.group(1))) if confirm else place, {"redirect_uri": own + "/sign-in"})
    tally.check("from where it comes back", status == 200 and place == own + "/sign-in", f"{status} {place}")


def main():
    parser = argparse.ArgumentParser(description="Signs in and out with an independent provider.")
    parser.add_argument("--tedori", required=True, help="the executable")
    options = parser.parse_args()
    program = installed(options.tedori, "sso-tools", [PROVIDER]) / "oidc-provider-mock"
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="sso-") as folder, open(Path(folder) / "log", "w+", encoding="utf-8") as log:
        Path(folder).chmod(0o755)
        ports = free_port(), free_port()
        own, issuer = f"http://127.0.0.1:{ports[0]}", f"http://localhost:{ports[1]}"
        servers = []
        try:
            servers.append(start([program, "--port", ports[1]], issuer + "/.well-known/openid-configuration", log, {"AUTHLIB_INSECURE_TRANSPORT": "1"}))
            settings = {"TEDORI_ORIGIN": own, "TEDORI_SSO_ISSUER": issuer, "TEDORI_SSO_CLIENT_ID": "tedori", "TEDORI_SSO_CLIENT_SECRET": "secret"}
            servers.append(start([options.tedori, "serve", "--listen", f"127.0.0.1:{ports[0]}", "--data", Path(folder) / "data"], own + "/ready", log, settings))
            try_all(own, issuer, tally)
        finally:
            for server in reversed(servers):
                server.terminate()
                server.wait(timeout=60)
        if tally.failed:
            log.seek(0)
            print(log.read()[-4000:])
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())

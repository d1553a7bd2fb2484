"""`tedori serve` on an invented organisation of its own, with a token for whoever asks as HR."""

import base64
import glob
import hashlib
import os
import secrets
import shutil
import subprocess
import time
import urllib.error
import urllib.request

STARTS_WITHIN = 60  # seconds


class Service:
    """As a context it makes the organisation, starts the service and ends it, by its own process id."""

    def __init__(self, program, folder):
        self.program, self.folder, self.data = program, folder, folder / "data"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("TEDORI_", "PG"))}

    def fill(self):
        """The organisation."""
        subprocess.run([self.program, "sample", "--scale", "small", "--data", str(self.data)], check=True, capture_output=True, env=self.environment)

    def __enter__(self):
        self.folder.chmod(0o755)  # the embedded server runs as another user
        self.fill()
        self.log_path = self.folder / "serve.log"
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen(
            [self.program, "serve", "--listen", "127.0.0.1:0", "--data", str(self.data), "--language", "en"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env={**self.environment, "TEDORI_RATE": "1000000"},
        )
        self.port = self.wait_for_port()
        self.token = self.make_token("hr")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.status = self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.status = self.process.wait()
        self.log.close()

    def wait_for_port(self):
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and self.process.poll() is None:
            for line in self.lines():
                if line.startswith("serving at "):
                    port = int(line.rsplit(":", 1)[1])
                    if self.get(port, "/ready") == 200:
                        return port
            time.sleep(0.2)
        raise RuntimeError("the service didn't start: " + " / ".join(self.lines()[-3:]))

    def lines(self):
        return self.log_path.read_text("utf-8", "replace").splitlines()

    @staticmethod
    def get(port, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def make_token(self, role):
        secret = secrets.token_bytes(32)
        digest = hashlib.sha256(secret).hexdigest()
        self.sql(
            f"""
            with a as (insert into accounts (login, name) values ('test-{role}', 'test') returning id),
              m as (insert into mandates (account_id, role, valid_from) select id, '{role}', '2020-04-01' from a)
            insert into tokens (hash, account_id, role, title, expires_at) select '\\x{digest}', id, '{role}', 'test', now() + interval '1 day' from a
            """
        )
        return base64.urlsafe_b64encode(secret).decode().rstrip("=")

    def sql(self, text):
        psql = shutil.which("psql") or sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
        done = subprocess.run(
            [psql, "--no-psqlrc", "-Atq", "-v", "ON_ERROR_STOP=1", "-h", str(self.data / "postgres"), "-U", "tedori", "-d", "tedori", "-c", text],
            check=True, capture_output=True, text=True, env=self.environment,
        )
        return done.stdout.strip()

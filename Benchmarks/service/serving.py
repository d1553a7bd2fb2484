"""`tedori serve` on a database of the benchmark's server, as a context, and the memory of its process."""
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request

STARTS_WITHIN = 60  # seconds


class Serving:
    """Options for libpq (PGOPTIONS) hold for all its connections."""

    def __init__(self, program, database, log, options=""):
        self.arguments = [program, "serve", "--listen", "127.0.0.1:0", "--database-url", database, "--language", "en"]
        self.log = log
        # As many requests as there can be: all come from one address and one account, which may have 200 a second by default.
        self.environment = {**os.environ, "TEDORI_RATE": "1000000", "PGOPTIONS": options}

    def __enter__(self):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and self.process.poll() is None:
            with open(self.log, encoding="utf-8") as log:
                said = re.search(r"^serving at (\S+)$", log.read(), re.M)
            if said and self.is_ready(said.group(1)):
                self.address = said.group(1)
                return self
            time.sleep(0.1)
        self.__exit__()
        with open(self.log, encoding="utf-8") as log:
            raise RuntimeError(f"the service didn't start:\n{log.read()[-2000:]}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)

    @staticmethod
    def is_ready(address):
        try:
            with urllib.request.urlopen(address + "/ready", timeout=5):
                return True
        except urllib.error.HTTPError:
            return False

    def get(self, path, token):
        asked = urllib.request.Request(self.address + path, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.load(answer)

    def memory(self, which):
        """In MB: VmRSS as it is now, VmHWM the most since `forget_peak`."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"^{which}:\s+(\d+) kB", file.read(), re.M).group(1)) / 1024

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")

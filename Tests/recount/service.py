"""The tedori command on a data folder of its own, with a server kept up beside it where `tedori serve` works."""

import os
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path

COUNTS = re.compile(r"created ([\d,]+), updated ([\d,]+), unchanged ([\d,]+), refused ([\d,]+)")
LONGEST = 600  # seconds for one command; more is a failure
STARTS_WITHIN = 60  # seconds for a server


class Answer:
    """What one command said: its exit status, its output and its errors."""

    def __init__(self, arguments, status, output, errors):
        self.arguments = arguments
        self.status = status
        self.output = output
        self.errors = errors.decode("utf-8", "replace")

    @property
    def last_line(self):
        lines = [line for line in self.errors.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""

    @property
    def counts(self):
        """created, updated, unchanged, refused from the last line on standard error, or None."""
        found = COUNTS.fullmatch(self.last_line)
        return tuple(int(number.replace(",", "")) for number in found.groups()) if found else None

    def __str__(self):
        words = " ".join(str(word) for word in self.arguments)
        return f"tedori {words}: exit {self.status}; {self.errors.strip()[:800]}"


class Service:
    """One data folder. As a context it starts `tedori serve` and ends it, by its own process id."""

    def __init__(self, program, folder):
        self.program = str(Path(program).resolve())
        self.data = Path(folder) / "data"
        self.server = None

    def __enter__(self):
        port = free_port()
        for options in (("--listen", f"127.0.0.1:{port}"), ()):
            said = self.serve(options, port)
            if self.server is not None:
                self.port = port if options else None
                return self
        print(f"  (no server beside the commands, so each starts its own: {said.splitlines()[0] if said else ''})", flush=True)
        return self

    def serve(self, options, port):
        """Starts a server and waits until it listens or says something; what it said if it ended instead."""
        with tempfile.TemporaryFile() as log:
            self.server = subprocess.Popen(
                [self.program, "serve", *options, "--data", str(self.data)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=settings(),
            )
            deadline = time.monotonic() + STARTS_WITHIN
            while self.server.poll() is None and time.monotonic() < deadline:
                if listens(port) or not options and os.fstat(log.fileno()).st_size:
                    return ""
                time.sleep(0.05)
            self.stop()
            log.seek(0)
            return log.read().decode("utf-8", "replace").strip()

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def start(self, *arguments):
        """A command left to itself; whoever starts it ends it."""
        return subprocess.Popen(
            [self.program, *map(str, arguments), "--data", str(self.data)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings(),
        )

    def run(self, *arguments):
        try:
            done = subprocess.run(
                [self.program, *map(str, arguments), "--data", str(self.data)],
                stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, env=settings(), check=False,
            )
        except subprocess.TimeoutExpired as expired:
            return Answer(arguments, f"none within {LONGEST} s", expired.stdout or b"", expired.stderr or b"")
        return Answer(arguments, done.returncode, done.stdout, done.stderr)


def settings():
    """The environment without settings of another Tedori."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEDORI_")}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

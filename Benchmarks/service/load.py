"""So many clients, each of which asks again as soon as it has its answer: wrk at the service, pgbench at the database."""
import glob
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

THREADS = 2


@dataclass
class Load:
    """Requests or transactions a second, and milliseconds within which half and 99 of a hundred are answered."""

    rate: float
    p50: float
    p99: float


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}[unit]


def wrk(address, token, connections, seconds):
    """Every answer has to be a good one."""
    said = subprocess.run(
        ["wrk", "--latency", "-t", str(min(connections, THREADS)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s", "-H", f"Authorization: Bearer {token}", address],
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"wrk met faults at {address}:\n{said}")
    rate = float(re.search(r"^Requests/sec:\s+([\d.]+)", said, re.M)[1])
    p50, p99 = (milliseconds(re.search(rf"^\s+{share}%\s+(\S+) *$", said, re.M)[1]) for share in (50, 99))
    return Load(rate, p50, p99)


def pgbench(server, database, text, variables, connections, seconds):
    """A transaction for each request, by prepared statements; no transaction may fail."""
    folder = os.path.join(server.folder, "pgbench")
    os.mkdir(folder)
    try:
        path = os.path.join(folder, "script.sql")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run(
            [os.path.join(server.bin, "pgbench"), "-n", "-M", "prepared", "-f", path, *(f"--define={name}={value}" for name, value in variables.items()),
             "-c", str(connections), "-j", str(min(connections, THREADS)), "-T", str(seconds), "-l", "-h", server.folder, "-U", server.user, database],
            capture_output=True, text=True, cwd=folder)
        if done.returncode:
            raise RuntimeError(f"pgbench:\n{done.stdout}{done.stderr}")
        # The log has a line a transaction, with its microseconds in the third place.
        times = []
        for log in glob.glob(os.path.join(folder, "pgbench_log.*")):
            with open(log, encoding="ascii") as file:
                times += [int(line.split()[2]) / 1_000 for line in file]
    finally:
        shutil.rmtree(folder)
    times.sort()
    rate = float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))
    return Load(rate, times[len(times) // 2], times[len(times) * 99 // 100])

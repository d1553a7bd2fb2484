"""The service under load beside pgbench with the same SQL: the month's report and the report on one department, as the leadership reads them.

Called by `Benchmarks/run --service`. Both work on one database: the service through its pool, pgbench with a connection a client.
"""
import argparse
import base64
import glob
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from server import SETTINGS, Server

HERE = os.path.dirname(os.path.abspath(__file__))
QUERIES = os.path.join(HERE, "..", "..", "sql", "queries", "report")
LAST = "2026-10"
CLIENTS = (1, 32, 128)


def say(what, *figures):
    print(f"{what:<34}", *(f"{figure:>12}" for figure in figures), flush=True)


def token(server):
    """An account of the leadership, as the database keeps its token."""
    secret = secrets.token_bytes(32)
    server.psql("service", "-c", f"""
        with a as (insert into accounts (login, name) values ('bench', 'bench') returning id), m as (insert into mandates (account_id, role, valid_from) select id, 'leadership', '2020-04-01' from a)
        insert into tokens (hash, account_id, role, title, expires_at) select '\\x{hashlib.sha256(secret).hexdigest()}', id, 'leadership', 'bench', now() + interval '1 day' from a""")
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def script(server, folder, unit):
    """What the service asks for one report, as pgbench's script: who it is, for whom it reads, which unit, labels, figures."""
    account = server.psql("service", "-c", "select id from accounts where login = 'bench'").strip()
    name = f"'{unit}'" if unit else "null"
    lines = [
        "begin isolation level repeatable read read only;",
        f"select set_config('role', 'tedori_leadership', true), set_config('tedori.account_id', '{account}', true), set_config('tedori.actor', 'bench', true), set_config('jit', 'off', true);",
    ]
    if unit:
        lines.append(
            f"select u.code, u.code = folded({name}) as is_code from snapshot_units u where u.month = '{LAST}-01' and not u.own and (u.code = folded({name}) or folded(u.name) = folded({name})) order by is_code desc, u.code;")
    for query in ("snapshot-labels", "snapshot"):
        with open(os.path.join(QUERIES, query + ".sql"), encoding="utf-8") as file:
            text = " ".join(line for line in file.read().splitlines() if not line.startswith("--"))
        # pgbench takes a colon in a text for a variable.
        lines.append(text.replace("HH24:MI", "HH24.MI").replace("$1", f"'{LAST}-01'").replace("$2", name) + ";")
    path = os.path.join(folder, f"{unit or 'whole'}.sql")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, "commit;"]) + "\n")
    os.chmod(path, 0o644)
    return path


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def wrk(port, path, secret, clients, seconds):
    done = subprocess.run(
        ["wrk", "--latency", "-t", str(min(clients, 2)), "-c", str(clients), "-d", f"{seconds}s", "--timeout", "30s", "-H", f"Authorization: Bearer {secret}", f"http://127.0.0.1:{port}{path}"],
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        sys.exit(f"wrk met faults:\n{done}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1))
    return rate, *(milliseconds(re.search(rf"{share}%\s+(\S+)", done).group(1)) for share in (50, 99))


def pgbench(server, folder, path, clients, seconds):
    """Transactions a second, median and 99th of a hundred in ms, from the log of each transaction."""
    log = os.path.join(folder, "log")
    done = subprocess.run(
        [*server.drop, shutil.which("pgbench") or os.path.join(server.bin, "pgbench"), "-n", "-M", "prepared", "-f", path, "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds), "-l",
         "--log-prefix", log, "-h", server.folder, "-U", server.user, "service"], capture_output=True, text=True, cwd=server.folder)
    if done.returncode:
        sys.exit(done.stderr)
    times = []
    for part in glob.glob(log + ".*"):
        with open(part, encoding="ascii") as file:
            times += [int(line.split()[2]) / 1000 for line in file]
        os.remove(part)
    times.sort()
    return len(times) / seconds, times[len(times) // 2], times[len(times) * 99 // 100]


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        found = dict(line.split(":", 1) for line in file)
    return [int(found[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM")]


def serve(program, server):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [program, "serve", "--listen", f"127.0.0.1:{port}", "--database-url", server.address("service")],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TEDORI_RATE": "1000000"})
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
                return process, port
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    process.terminate()
    sys.exit("the service didn't start")


def main():
    parser = argparse.ArgumentParser(description="The service beside pgbench.")
    parser.add_argument("--tedori", required=True)
    parser.add_argument("--scale", default="bureau", choices=("small", "bureau"))
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    SETTINGS["max_connections"] = "200"
    with Server() as server, tempfile.TemporaryDirectory(prefix="tedori-load-") as folder:
        os.chmod(folder, 0o777)
        server.psql("postgres", "-c", "create database service")
        for arguments in (["migrate"], ["sample", "--scale", options.scale, "--last-month", LAST], ["snapshot", LAST]):
            subprocess.run([options.tedori, *arguments, "--database-url", server.address("service")], check=True, capture_output=True)
        secret = token(server)
        unit = server.psql("service", "-c", f"select u.code from snapshot_units u where u.month = '{LAST}-01' and u.kind = 'bureau' and not u.own order by u.code limit 1").strip()
        server.psql("service", "-c", "vacuum analyze")
        process, port = serve(options.tedori, server)
        try:
            say("", "clients", "requests/s", "p50 ms", "p99 ms", "pgbench/s", "p50 ms", "p99 ms", "ratio")
            for what, code in (("the month's report", None), ("a department's report", unit)):
                path = script(server, folder, code)
                for clients in CLIENTS:
                    ours = wrk(port, f"/api/v1/reports/{LAST}" + (f"?unit={code}" if code else ""), secret, clients, options.seconds)
                    theirs = pgbench(server, folder, path, clients, options.seconds)
                    say(what, clients, *(f"{number:,.1f}" for number in (*ours, *theirs)), f"{ours[0] / theirs[0]:.2f}")
            now, peak = memory(process)
            say("memory of the service", f"{now} MB", f"peak {peak} MB")
        finally:
            process.terminate()
            process.wait(timeout=60)


if __name__ == "__main__":
    main()

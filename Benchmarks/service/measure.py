"""The service under load against pgbench with the same SQL on the same database. Called by `Benchmarks/run --service`, which builds the program."""
import argparse
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "scale"))
from load import pgbench, wrk  # noqa: E402
from recording import recorded, script  # noqa: E402
from server import Server  # noqa: E402
from serving import Serving  # noqa: E402

DATABASE, MONTH, LOGIN = "service", "2026-10", "reader"
CONNECTIONS = [1, 32, 128]
DEPARTMENT = "bureau"  # the kind of unit that is asked for
WARM_UP = RESTING = 5  # seconds


def table(*rows):
    """As the README has it."""
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def tedori(program, server, *arguments):
    done = subprocess.run([program, *arguments, "--database-url", server.address(DATABASE)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"tedori {' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout.strip()


def prepare(options, server):
    """The sample, the month's snapshot, and a token for the reader."""
    server.psql("postgres", "-c", f"create database {DATABASE}")
    tedori(options.tedori, server, "migrate")
    tedori(options.tedori, server, "sample", "--scale", options.scale, "--last-month", MONTH)
    tedori(options.tedori, server, "snapshot", MONTH)
    tedori(options.tedori, server, "account", "add", LOGIN, "--role", options.reader, "--from", "2020-04-01")
    token = tedori(options.tedori, server, "account", "token", LOGIN, "--role", options.reader, "--title", "benchmark").split()[-1]
    server.psql(DATABASE, "-c", "vacuum (analyze)")
    return token


def reports(options, server, folder, token):
    """What is measured: name, path, and the transaction in which the service reads it."""
    whole = f"/api/v1/reports/{MONTH}"
    paths = [whole]
    with Serving(options.tedori, server.address(DATABASE), os.path.join(folder, "recording.log"), options="-c log_statement=all") as service:
        kind = None
        while kind != DEPARTMENT:
            part = next(part["unit"] for part in service.get(paths[-1], token)["units"] if not part["own"])
            kind = part["kind"]
            paths.append(f"{whole}?unit={part['code']}")
        service.get(paths[-1], token)
    transactions = recorded(server.logs, f"tedori_{options.reader}", len(paths))
    return [("department statistics", paths[-1], transactions[-1]), ("month report", whole, transactions[0])]


def main():
    options = argparse.ArgumentParser(description="The service under load against pgbench with the same SQL.")
    options.add_argument("--tedori", required=True)
    options.add_argument("--reader", choices=["hr", "leadership"], default="leadership", help="hr reads the live account, leadership the month's snapshot")
    options.add_argument("--scale", choices=["small", "bureau", "metropolis"], default="bureau")
    options.add_argument("--seconds", type=int, default=30, help="for each measurement")
    options = options.parse_args()
    settings = {"max_connections": "200", "logging_collector": "on", "log_destination": "csvlog"}
    with tempfile.TemporaryDirectory(prefix="tedori-bench-") as folder, Server(settings) as server:
        token = prepare(options, server)
        measured = reports(options, server, folder, token)
        with Serving(options.tedori, server.address(DATABASE), os.path.join(folder, "serve.log")) as service:
            time.sleep(RESTING)
            begun = service.memory("VmRSS")
            table((f"{options.reader}, {options.scale}, {options.seconds} s each", "connections", "requests/s", "p50", "p99", "pgbench/s", "p50", "p99", "ratio", "peak memory"), ("---",) * 10)
            for name, path, transaction in measured:
                text, variables = script(transaction)
                wrk(service.address + path, token, CONNECTIONS[0], WARM_UP)
                for connections in CONNECTIONS:
                    service.forget_peak()
                    ours = wrk(service.address + path, token, connections, options.seconds)
                    peak = service.memory("VmHWM")
                    theirs = pgbench(server, DATABASE, text, variables, connections, options.seconds)
                    figures = (f"{load.rate:,.0f}" if unit == "" else f"{getattr(load, unit):,.1f} ms" for load in (ours, theirs) for unit in ("", "p50", "p99"))
                    table((name, str(connections), *figures, f"{ours.rate / theirs.rate:.2f}", f"{peak:.0f} MB"))
            time.sleep(RESTING)
            print(f"\nresting memory of the service: {begun:.0f} MB before the load, {service.memory('VmRSS'):.0f} MB {RESTING} s after it")


main()

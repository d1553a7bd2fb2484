"""The measurements: each prints a line with a ratio. Called by Benchmarks/run, which builds the programs."""
import argparse
import os
import subprocess
import sys
import tempfile
import time

import organisation
from server import Server

HERE = os.path.dirname(os.path.abspath(__file__))
QUERIES = os.path.join(HERE, "..", "..", "sql", "queries", "report")


def say(what, *figures):
    print(f"{what:<58}", *(f"{figure:>14}" for figure in figures), flush=True)


class Tedori:
    def __init__(self, program, server, database):
        self.program, self.server, self.database = program, server, database

    def run(self, *arguments):
        """Runs a command: seconds to the first line on standard error, seconds to the end, peak memory in MB."""
        begun = time.monotonic()
        process = subprocess.Popen(
            [self.program, *arguments, "--database-url", self.server.address(self.database)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        first = None
        said = []
        for line in process.stderr:
            first = first or time.monotonic() - begun
            said.append(line)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"tedori {' '.join(arguments)}: {''.join(said[:5])}")
        ended = time.monotonic() - begun
        return first or ended, ended, usage.ru_maxrss / 1024

    def bring(self, folder, kinds):
        for kind in kinds:
            self.run("import", kind, os.path.join(folder, kind + ".csv"))


def imports(tedori, server, folder):
    """A million time records against \\copy of the same rows into the same table."""
    database = tedori.database
    # The count is printed once the import is committed; folding and sealing follow in transactions of their own.
    committed, ended, memory = tedori.run("import", "time", os.path.join(folder, "time-1m.csv"))
    say("import, 1,000,000 time records", f"{committed:.1f} s", f"{1e6 / committed:,.0f} rows/s")
    say("  against 50,000 rows/s", f"x {1e6 / committed / 50_000:.2f}")
    say("  folding and sealing afterwards", f"{ended - committed:.1f} s")
    say("  peak memory of the program, 1,000,000 rows", f"{memory:.0f} MB")
    rows = os.path.join(folder, "rows.tsv")
    server.psql(database, "-c", f"\\copy (select * from time_records order by month, adoption_id) to '{rows}'")
    # The same columns, checks, keys, indexes and foreign keys; no triggers, so nothing is audited, settled or rolled up.
    server.psql(
        database, "-c",
        "create table copied (like time_records including all, foreign key (adoption_id) references adoptions, foreign key (measurement_id) references measurements)")
    begun = time.monotonic()
    server.psql(database, "-c", f"\\copy copied from '{rows}'")
    copied = time.monotonic() - begun
    server.psql(database, "-c", "drop table copied")
    say("  \\copy of the same rows into the same table", f"{copied:.1f} s", f"{1e6 / copied:,.0f} rows/s")
    say("  import against \\copy", f"x {copied / committed:.2f}")
    again, _, memory = tedori.run("import", "time", os.path.join(folder, "time-1m.csv"))
    say("the same file again, nothing changes", f"{again:.1f} s", f"{1e6 / again:,.0f} rows/s", f"{memory:.0f} MB")


def memory(program, server, folder):
    """Peak memory at a tenth of the rows: it may not grow with the file."""
    server.psql("postgres", "-c", "create database tenth")
    tedori = Tedori(program, server, "tenth")
    tedori.run("migrate")
    tedori.bring(folder, organisation.KINDS)
    _, _, peak = tedori.run("import", "time", os.path.join(folder, "time-100k.csv"))
    say("peak memory of the program, 100,000 rows", f"{peak:.0f} MB")
    server.psql("postgres", "-c", "drop database tenth")


def report(tedori, server, month):
    """The month's report for everybody: the command, and its three queries in psql."""
    text = f"\\timing on\nbegin isolation level repeatable read read only;\nset local jit = off;\n"
    for name in ["parts", "minutes", "categories"]:
        with open(os.path.join(QUERIES, name + ".sql"), encoding="utf-8") as file:
            text += f"prepare {name} (date, bigint) as {file.read().strip()};\n\\o /dev/null\nexecute {name} ('{month}-01', null);\n\\o\n"

    def queries():
        lines = server.psql(tedori.database, text=text).splitlines()
        return sum(float(line.split()[1]) for line in lines if line.startswith("Time:"))

    def command():
        return tedori.run("report", month, "--reader", "hr", "--format", "json")[1] * 1000

    def program():
        begun = time.monotonic()
        queries()
        return (time.monotonic() - begun) * 1000

    emptied = server.restart()
    cold_psql = program()
    server.restart()
    cold = command()
    rounds = sorted((command(), program(), queries()) for _ in range(9))
    warm, warm_psql, inside = (sorted(column)[4] for column in zip(*rounds))
    say(f"report of {month}, everybody, warm: tedori, psql", f"{warm:.0f} ms", f"{warm_psql:.0f} ms", f"x {warm_psql / warm:.2f}")
    say("  of which the three queries", f"{inside:.0f} ms")
    say(f"  cold, {emptied}: tedori, psql", f"{cold:.0f} ms", f"{cold_psql:.0f} ms", f"x {cold_psql / cold:.2f}")


def metropolis(program, server, folder):
    """Everything at the reference's size, through the sample's own imports."""
    server.psql("postgres", "-c", "create database metropolis")
    tedori = Tedori(program, server, "metropolis")
    tedori.run("migrate")
    _, ended, peak = tedori.run("sample", "--scale", "metropolis")
    rows = int(server.psql("metropolis", "-c", "select count(*) from audit_rows"))
    say("tedori sample --scale metropolis", f"{ended / 60:.0f} min", f"{rows:,} rows", f"{peak:.0f} MB")
    report(tedori, server, "2026-10")


def main():
    options = argparse.ArgumentParser(description="Ratios of Tedori's speed, all of one run.")
    options.add_argument("--tedori", required=True)
    options.add_argument("--postgres-benchmark", required=True)
    options.add_argument("--scale", choices=["million", "metropolis"], default="million")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tedori-bench-") as folder, Server() as server:
        organisation.surroundings(folder)
        organisation.time(folder, "time-1m", 1_000_000)
        organisation.time(folder, "time-100k", 100_000)
        memory(options.tedori, server, folder)
        server.psql("postgres", "-c", "create database million")
        tedori = Tedori(options.tedori, server, "million")
        tedori.run("migrate")
        tedori.bring(folder, organisation.KINDS)
        imports(tedori, server, folder)
        report(tedori, server, "2026-08")
        if options.scale == "metropolis":
            metropolis(options.tedori, server, folder)
        print("\nthe libpq layer against pgbench (1.0: as many statements a second)", flush=True)
        subprocess.run([options.postgres_benchmark, server.address("postgres")], check=True)


main()

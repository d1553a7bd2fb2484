"""Tries the API against its own description, and with requests that no program should send.

    python3 Tests/api/run.py --tedori PATH [--requests N] [--seconds N] [--seed S]

The description is validated; schemathesis makes requests from it, good and bad ones, and checks each answer against it; a byte mutator sends what is no request any
more. No answer may be a 5xx or outside the description, and the service must be well afterwards. Ends with `N passed, M failed`; exit status 1 if any failed.
The tools come from PyPI into a folder beside the build, once.
"""

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from mutator import Mutator
from service import Service
from tools import installed

TOOLS = ["schemathesis==4.32.0", "openapi-spec-validator==0.9.0"]
# positive_data_acceptance: codes that name nothing are refused, which no schema can say.
# missing_required_header: it knows no 428, which RFC 6585 made for a missing If-Match.
NOT_CHECKED = "positive_data_acceptance,missing_required_header"


class Tally:
    passed = failed = 0

    def check(self, name, holds, more=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}\n{more}", flush=True)


def statuses(description):
    """Every status that the description knows."""
    return {int(status) for path in description["paths"].values() for operation in path.values() for status in operation["responses"]}


def by_schema(service, programs, folder, seconds, seed, tally):
    address = f"http://127.0.0.1:{service.port}/api/v1/openapi.json"
    with urllib.request.urlopen(address) as answer:
        text = answer.read()
    (folder / "openapi.json").write_bytes(text)
    validated = subprocess.run([programs / "openapi-spec-validator", folder / "openapi.json"], capture_output=True, text=True)
    tally.check("the description is valid OpenAPI", validated.returncode == 0, validated.stdout + validated.stderr)
    # A sample of what is there, so that not all it asks for is unknown.
    done = subprocess.run(
        [programs / "schemathesis", "run", address, "-H", f"Authorization: Bearer {service.token}", "--checks", "all", "--exclude-checks", NOT_CHECKED,
         "--phases", "examples,coverage,fuzzing", "--max-time", str(seconds), "--seed", str(seed), "--continue-on-failure", "--no-color"],
        capture_output=True, text=True, cwd=folder,
    )
    print("  " + next((line.strip() for line in done.stdout.splitlines() if "generated" in line), "no count"), flush=True)
    tally.check("schemathesis finds no answer outside the description", done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:])
    return json.loads(text)


def by_bytes(service, known, count, seed, tally):
    seen = collections.Counter()
    shown = 0
    # Beside the API there are pages: they redirect, and other methods than theirs are refused.
    known = known | {303, 404, 405, 415, 422, 431, 505}
    mutator = Mutator(service.port, service.token, seed)
    good = {head.split(b" HTTP")[0]: mutator.send(head + body).status for head, body in mutator.seeds}
    tally.check("the requests are good before they are changed", set(good.values()) <= {200, 201, 401, 422}, good)
    for raw, reply in mutator.run(count):
        seen[reply.status] += 1
        # What the parser itself refuses has no text; half a request has no answer.
        fits = reply.status is None or reply.status in known and (reply.status < 500 or reply.status == 505)
        typed = reply.status is None or reply.status < 400 or not reply.body or reply.type.startswith(("application/problem+json", "text/html"))
        if not (fits and typed) and (shown := shown + 1) <= 5:
            print(f"  {reply.status} {reply.type} to {raw[:400]!r}: {reply.body[:200]!r}", flush=True)
        if not (fits and typed):
            seen["wrong"] += 1
    print("  " + ", ".join(f"{status}: {times}" for status, times in sorted(seen.items(), key=str)), flush=True)
    tally.check("no mutant gets a 5xx or an answer of another kind", seen["wrong"] == 0)
    tally.check("mutants get through and are refused", seen[200] > count / 100 and seen[400] > count / 50)


def main():
    parser = argparse.ArgumentParser(description="Tries the API against its description.")
    parser.add_argument("--tedori", required=True, help="the executable")
    parser.add_argument("--requests", type=int, default=3_000, help="of the byte mutator")
    parser.add_argument("--seconds", type=int, default=20, help="for schemathesis")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = Tally()
    programs = installed(options.tedori, "api-tools", TOOLS)
    with tempfile.TemporaryDirectory(prefix="tedori-api-") as temporary:
        folder = Path(temporary)
        with Service(options.tedori, folder) as service:
            description = by_schema(service, programs, folder, options.seconds, options.seed, tally)
            by_bytes(service, statuses(description), options.requests, options.seed, tally)
            tally.check("the service is well afterwards", service.get(service.port, "/ready") == 200)
            faults = [line for line in service.lines() if '"level": "error"' in line]
            tally.check("the log has no faults", not faults, "\n".join(faults[:5]))
        tally.check("it ends well", service.status == 0, f"status {service.status}")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Uses the API as a program does whose author knows the description only: with a client that a public generator makes from it.

    python3 Tests/client/run.py --tedori PATH

Ends with `N passed, M failed`; exit status 1 if any failed. The generator comes from PyPI into a folder beside the build, once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
# In this order: both folders have a service, and it is the API's that is meant.
sys.path[:0] = [str(HERE.parent / "api"), str(HERE.parent / "recount")]
from service import Service  # noqa: E402
from tally import Tally  # noqa: E402
from tools import installed  # noqa: E402

GENERATOR = "openapi-python-client==0.29.1"
ADOPTION = "BY-CLIENT"


def generate(programs, service, folder, tally):
    """Makes the client; warnings count, because the generator leaves out what it doesn't understand."""
    description = folder / "openapi.json"
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/api/v1/openapi.json", timeout=10) as answer:
        description.write_bytes(answer.read())
    client = folder / "tedori_client"
    done = subprocess.run(
        [programs / "openapi-python-client", "generate", "--path", description, "--output-path", client, "--meta", "none", "--config", HERE / "generator.yaml",
         "--fail-on-warning"], capture_output=True, text=True)
    tally.check("the generator takes the description without a warning", done.returncode == 0, done.stdout + done.stderr)
    declared = {operation["operationId"] for path in json.loads(description.read_text("utf-8"))["paths"].values() for operation in path.values()}
    made = {file.stem for file in (client / "api" / "default").glob("*.py")} - {"__init__"}
    tally.check("every operation is in the client", made == declared, f"{sorted(declared ^ made)}")


def use(programs, service, folder, tally):
    month = service.sql("select to_char(max(month), 'YYYY-MM') from time_records")
    use_case = service.sql("select min(code) from use_cases")
    done = subprocess.run(
        [programs / "python", "-B", HERE / "program.py", f"http://127.0.0.1:{service.port}", service.token, month, use_case, ADOPTION],
        capture_output=True, text=True, env={**service.environment, "PYTHONPATH": str(folder)})
    tally.check("the program ends well", done.returncode == 0, done.stdout + done.stderr)
    if done.returncode != 0:
        return
    told = json.loads(done.stdout)
    listed = [f"{code} {begin}" for page in told["pages"] for code, begin in page]
    known = service.sql("select u.code || ' ' || v.valid_from from unit_versions v join units u on u.id = v.unit_id").splitlines()
    tally.check("there are several pages of units", len(told["pages"]) > 2, str(told["pages"]))
    tally.check("they hold every unit once", sorted(listed) == sorted(known), f"{listed}\n{known}")
    first = told["first"]
    tally.check("the adoption is added", first["status"] == 201 and first["row"]["code"] == ADOPTION, str(first))
    tally.check("the same key gets the same answer", told["again"] == first, f"{first}\n{told['again']}")
    tally.check("another key is told that it is there", told["other"]["status"] == 409, str(told["other"]))
    rows = service.sql(f"select count(*) from adoptions where code = '{ADOPTION}'")
    tally.check("it is one row", rows == "1", rows)
    command = subprocess.run(
        [service.program, "report", month, "--reader", "hr", "--format", "json", "--data", str(service.data)], check=True, capture_output=True, env=service.environment)
    tally.check("the month is the one that the command reports", told["report"] == json.loads(command.stdout), json.dumps(told["report"], ensure_ascii=False)[:2000])
    tally.check("there is something in it", told["report"]["headcount"] > 0 and told["report"]["minutes"]["freed"] > 0, str(told["report"]["minutes"]))


def main():
    parser = argparse.ArgumentParser(description="Uses the API with a client generated from its description.")
    parser.add_argument("--tedori", required=True, help="the executable")
    options = parser.parse_args()
    tally = Tally()
    programs = installed(options.tedori, "client-tools", [GENERATOR])
    with tempfile.TemporaryDirectory(prefix="tedori-client-") as temporary:
        folder = Path(temporary)
        with Service(options.tedori, folder) as service:
            generate(programs, service, folder, tally)
            use(programs, service, folder, tally)
        tally.check("the service ends well", service.status == 0, f"status {service.status}")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())

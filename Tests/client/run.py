"""A program that knows the service by its description alone: the client is made from it by a public generator.

    python3 Tests/client/run.py --tedori PATH

With it the units are listed page by page, an adoption is posted twice with one key, and the month is pulled. Ends with `N passed, M failed`; exit status 1 if any
failed. The generator comes from PyPI into a folder beside the build, once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "api"))
from service import Service  # noqa: E402

TOOLS = ["openapi-python-client==0.29.1"]


class Tally:
    passed = failed = 0

    def check(self, name, holds, more=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}\n{more}", flush=True)


def tools(tedori):
    """The folder with the generator's programs."""
    folder = Path(tedori).resolve().parent / "client-tools"
    mark = folder / "installed"
    wanted = "\n".join(TOOLS)
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *TOOLS], check=True)
        mark.write_text(wanted)
    return folder / "bin"


def generate(programs, service, folder):
    """Makes the client; what the generator said."""
    description = folder / "openapi.json"
    with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/api/v1/openapi.json") as answer:
        description.write_bytes(answer.read())
    return subprocess.run(
        [programs / "openapi-python-client", "generate", "--path", description, "--output-path", folder / "tedori_client", "--meta", "none"],
        capture_output=True, text=True,
    )


def main():
    parser = argparse.ArgumentParser(description="Uses the API with a generated client.")
    parser.add_argument("--tedori", required=True, help="the executable")
    options = parser.parse_args()
    tally = Tally()
    programs = tools(options.tedori)
    with tempfile.TemporaryDirectory(prefix="tedori-client-") as temporary:
        folder = Path(temporary)
        with Service(options.tedori, folder) as service:
            made = generate(programs, service, folder)
            tally.check("the client is generated", made.returncode == 0, made.stdout + made.stderr)
            month = service.sql("select to_char(max(month), 'YYYY-MM') from time_records")
            use_case = service.sql("select code from use_cases order by code limit 1")
            before = int(service.sql("select count(*) from adoptions"))
            program = Path(__file__).resolve().parent / "program.py"
            used = subprocess.run(
                [programs / "python", program, f"http://127.0.0.1:{service.port}", service.token, month, use_case],
                capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            )
            tally.check("the program runs", used.returncode == 0, used.stdout + used.stderr)
            if used.returncode == 0:
                told = json.loads(used.stdout)
                units = service.sql("select count(*) from unit_versions")
                tally.check("every unit is listed, page by page", told["units"] == int(units) and told["pages"] > 1, f"{told} of {units}")
                tally.check("an adoption that is posted twice is one row", told["same"] and int(service.sql("select count(*) from adoptions")) == before + 1, str(told))
                command = subprocess.run(
                    [options.tedori, "report", month, "--reader", "hr", "--format", "json", "--data", str(service.data)],
                    check=True, capture_output=True, env=service.environment,
                )
                tally.check("the month is the command's", told["month"] == json.loads(command.stdout), "another document")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())

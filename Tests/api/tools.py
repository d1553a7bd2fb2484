"""Programs from PyPI that tests need, in a folder beside the build."""

import subprocess
import venv
from pathlib import Path


def installed(tedori, name, packages):
    """The folder of the packages' programs; they are installed once, and again when other ones are wanted."""
    folder = Path(tedori).resolve().parent / name
    mark = folder / "installed"
    wanted = "\n".join(packages)
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        mark.write_text(wanted)
    return folder / "bin"

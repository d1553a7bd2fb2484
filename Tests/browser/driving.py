"""The packages of PyPI that drive the browser: a script that needs them goes on in a Python that has them."""

import importlib.util
import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "api"))
from tools import installed  # noqa: E402

TOOLS = ["playwright==1.65.0", "axe-playwright-python==0.1.8"]


def go_on_with_tools(tedori):
    """Returns where the packages are there; else begins the script anew where they are."""
    if importlib.util.find_spec("playwright") is None:
        python = installed(tedori, "browser-tools", TOOLS) / "python"
        os.execv(python, [str(python), "-B", *sys.argv])

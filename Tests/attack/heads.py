"""What a unit's head gets over the API, which may be no more than a part of what the leadership gets."""

import json
import urllib.error
import urllib.request


def token(service, login, role, *unit):
    """An account with one role, and a token for it."""
    added = service.run("account", "add", login, "--role", role, *(("--unit", *unit) if unit else ()))
    made = service.run("account", "token", login, "--role", role, "--title", "attack")
    if added.status != 0 or made.status != 0:
        raise RuntimeError(f"{added} {made}")
    return made.output.decode().strip()


def get(service, secret, month, code):
    """Status and document of a report."""
    query = "" if code is None else f"?unit={code}"
    request = urllib.request.Request(f"http://127.0.0.1:{service.port}/api/v1/reports/{month}{query}", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, None


def under(documents, code):
    """The codes of a unit and of all under it."""
    found = [code]
    for part in documents[code]["units"] if code in documents else ():
        if not part["own"]:
            found += under(documents, part["unit"]["code"])
    return found


def differences(service, month, documents, code):
    """Where the head of a unit is told more than the leadership, or less of the own unit: the fault of each document."""
    secret = token(service, f"head-{code}", "head", code)
    own = set(under(documents, code))
    everything = {None, *documents, *(part["unit"]["code"] for document in documents.values() for part in document["units"])}
    faults = []
    for unit in sorted(everything, key=str):
        status, told = get(service, secret, month, unit)
        known = documents.get(unit)
        if unit is not None and unit not in own:
            if status != 403:
                faults.append(f"{unit}: {status}")
        elif status != 200:
            faults.append(f"{unit}: {status}")
        elif known is not None:
            shown = [part for part in known["units"] if unit is not None or part["unit"]["code"] in own]
            kept = [path for path in known["withheld"] if unit is not None or not path.startswith("units[")]
            told["withheld"] = [path for path in told["withheld"] if unit is not None or not path.startswith("units[")]
            if told != {**known, "units": shown, "withheld": kept}:
                faults.append(f"{unit}: another document")
    return faults

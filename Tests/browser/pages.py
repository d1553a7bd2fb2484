"""Which pages there are: found by following links from the first page, and held against the routes of the program, so that none is forgotten."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

ROUTES = Path(__file__).resolve().parent.parent.parent / "Sources" / "Web" / "Routes.swift"
# Of the pages of one route and the same parameters, so many are opened by each role.
OF_EACH = 1
# Beside the first page: what one looks for rather than follows a link to, and the kind of record that has the most to lead to.
BEGINNINGS = ("/people?query=01", "/records/adoptions")


def declared():
    """The paths of all routes that give a page, with parameters in braces."""
    lines = [line for line in ROUTES.read_text("utf-8").splitlines() if "gives: .page" in line]
    return [re.search(r'Route\(\.get, "([^"]+)"', line).group(1) for line in lines if "Route(.get" in line]


def template(path, routes):
    """The route of a path, or None where it gives no page."""
    parts = path.split("/")

    def matches(route):
        own = route.split("/")
        return len(own) == len(parts) and all(one == other or one.startswith("{") and other for one, other in zip(own, parts))

    # One without parameters before one with.
    return next((route for route in sorted(routes, key=lambda route: route.count("{")) if matches(route)), None)


def found_by(person, routes):
    """Addresses by route, in the order in which they are found."""
    waiting, kinds, found = [*BEGINNINGS, "/"], {}, []
    seen = set()
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        route = template(parts.path, routes)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "language"]
        plain = parts.path + ("?" + urlencode(query) if query else "")
        kind = (route, tuple(sorted(name for name, _ in query)))
        if route is None or plain in seen or kinds.get(kind, 0) >= OF_EACH:
            continue
        seen.add(plain)
        status = person.goto(address)
        if status == 404 and route == "/month" or status != 200 and address in BEGINNINGS:
            continue  # a month that isn't frozen, or a room that isn't this role's
        came_to = template(urlsplit(person.page.url).path, routes)
        kinds[kind] = kinds.get(kind, 0) + 1
        if came_to == route:
            found.append((route, plain, status))
        else:
            waiting.append(person.path)
        waiting += person.links()
    return found

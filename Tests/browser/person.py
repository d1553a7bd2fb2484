"""Somebody in front of the browser: goes to pages, fills forms, and notes whatever goes wrong on the way."""

from urllib.parse import urlsplit


class Person:
    def __init__(self, house, context, role, language):
        self.house, self.context, self.role, self.language = house, context, role, language
        self.faults = []
        self.requests = []
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfinished", lambda request: self.requests.append(request))

    # What goes wrong.

    def _console(self, message):
        # A page that is refused, such as a form with a fault, is no error of the page.
        refused = message.text.startswith("Failed to load resource") and urlsplit(message.location.get("url", "")).path == urlsplit(self.page.url).path
        if message.type == "error" and not refused:
            self.faults.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.house.origin + "/", "data:", "blob:")):
            self.faults.append(f"asks elsewhere: {request.url}")

    # What people do.

    def goto(self, path):
        """The status of the page, once it is there."""
        return self.page.goto(path, wait_until="load").status

    def fill(self, name, text):
        """A field of a form, by its name."""
        self.page.locator(f'main [name="{name}"]').fill(text)

    def press(self, selector):
        """A button or link that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()

    def press_key(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    # What people see.

    @property
    def path(self):
        parts = urlsplit(self.page.url)
        return parts.path + ("?" + parts.query if parts.query else "")

    @property
    def heading(self):
        return self.page.locator("h1").first.inner_text()

    def sees(self, text):
        return text in self.page.locator("body").inner_text()

    def links(self):
        """Where the page leads, of this service."""
        found = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        return [link[len(self.house.origin):].split("#")[0] for link in found if link.startswith(self.house.origin + "/")]

    def weight(self, without):
        """Bytes of what was fetched since the requests were last cleared, save one path."""
        return sum(request.sizes()["responseBodySize"] for request in self.requests if urlsplit(request.url).path != without)

    def scrolls_sideways(self):
        """By how many pixels the page is wider than its window; its tables may scroll by themselves."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

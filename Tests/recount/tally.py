"""Counts what passed and what failed, and prints each failure as it comes."""


from threading import Lock


class Tally:
    """Shared by everything that runs; a failure is printed as one piece."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.lock = Lock()

    def check(self, what, right, detail=""):
        with self.lock:
            self.passed += bool(right)
            self.failed += not right
            if not right:
                print("\n    ".join([f"FAILED {what}", *detail.splitlines()]), flush=True)

    def close(self):
        """The plain last line, and the exit status."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0

"""Counts what passed and what failed, and prints each failure as it comes."""


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, what, right, detail=""):
        if right:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {what}")
        for line in detail.splitlines():
            print(f"    {line}")

    def close(self):
        """The plain last line, and the exit status."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0

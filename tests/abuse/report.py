"""The report of a part: measurements and checks."""


class Report:
    def __init__(self, part):
        self.part = part
        self.lines = []
        self.passed = True

    def note(self, text):
        """Adds a measurement without a limit."""
        self.lines.append(f"        {text}")

    def check(self, expectation, passed, details=""):
        """Adds a check, its result and the measured values."""
        self.passed = self.passed and bool(passed)
        suffix = f": {details}" if details != "" else ""
        self.lines.append(f"  {'pass' if passed else 'FAIL'}  {expectation}{suffix}")

    def print(self):
        """Prints the report. Returns whether all checks passed."""
        print(f"{self.part}: {'pass' if self.passed else 'FAIL'}")
        print("\n".join(self.lines), flush=True)
        return self.passed

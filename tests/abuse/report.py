"""The report of a part: measurements and checks."""


class Report:
    def __init__(self, part, checks_times=True):
        """Without `checks_times`, limits of time are reported and not checked."""
        self.part = part
        self.checks_times = checks_times
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

    def check_time(self, expectation, passed, details=""):
        """Adds a check of a limit of time, which holds on a machine that does nothing else."""
        if self.checks_times:
            self.check(expectation, passed, details)
        else:
            self.note(f"{expectation}, not checked: {details}")

    def print(self):
        """Prints the report. Returns whether all checks passed."""
        print(f"{self.part}: {'pass' if self.passed else 'FAIL'}")
        print("\n".join(self.lines), flush=True)
        return self.passed

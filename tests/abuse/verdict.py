"""What was counted, and what is thought of it."""


class Report:
    def __init__(self, part):
        self.part = part
        self.lines = []
        self.good = True

    def note(self, text):
        """A count that is not judged."""
        self.lines.append(f"        {text}")

    def check(self, promise, held, found=""):
        """A promise, whether it was held, and the figures."""
        self.good = self.good and bool(held)
        told = f": {found}" if found != "" else ""
        self.lines.append(f"  {'good' if held else 'BAD '}  {promise}{told}")

    def tell(self):
        print(f"{self.part}: {'good' if self.good else 'BAD'}")
        print("\n".join(self.lines), flush=True)
        return self.good

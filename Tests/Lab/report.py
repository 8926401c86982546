"""How the lab tells what it found: one line a test, with its figures, then one line for all."""

import sys
import time
import unittest


class Report(unittest.TestResult):
    """Prints each test as it ends."""

    def __init__(self):
        super().__init__()
        self.passed = 0
        self.failed = 0

    def startTest(self, test):
        super().startTest(test)
        self._started = time.monotonic()
        self._problem = None

    def addError(self, test, err):
        super().addError(test, err)
        self._keep(test, self.errors[-1][1])

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._keep(test, self.failures[-1][1])

    def addSkip(self, test, reason):
        # A test that does not run has not passed.
        self._problem = f"skipped: {reason}\n"

    def stopTest(self, test):
        super().stopTest(test)
        seconds = time.monotonic() - self._started
        notes = f" ({'; '.join(test.notes)})" if getattr(test, "notes", None) else ""
        print(f"{'FAIL' if self._problem else 'ok  '} {title(test)}{notes} {seconds:.1f} s", flush=True)
        if self._problem:
            self.failed += 1
            print(self._problem, file=sys.stderr, flush=True)
        else:
            self.passed += 1

    def _keep(self, test, text):
        try:
            text += test.what_the_daemons_said()
        except Exception as error:  # the guest may be what failed
            text += f"(no log of the program: {error})\n"
        self._problem = (self._problem or "") + text


def title(test):
    """The name by which `--only` finds a test, and its first line of documentation."""
    return f"{test.id().split('.', 1)[0].removeprefix('test_')}: {test.shortDescription() or test.id()}"

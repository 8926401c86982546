"""How a suite of tests tells what it found: one line a test, with its figures, then one line for all.

A test may have `notes`, a list of figures for its line, and `what_the_daemons_said()`, a text for its failure.
"""

import sys
import time
import unittest


class Report(unittest.TestResult):
    """Prints each test as it ends. A test that was skipped has not passed: it is named as not run."""

    def __init__(self, suite):
        super().__init__()
        self.passed = 0
        self.failed = 0
        self.not_run = []
        self._suite = suite
        self._problems = []
        self._reason = None
        self._has_succeeded = False

    def startTest(self, test):
        super().startTest(test)
        self._started = time.monotonic()
        self._problems = []
        self._reason = None
        self._has_succeeded = False

    def addSuccess(self, test):
        super().addSuccess(test)
        self._has_succeeded = True

    def addError(self, test, err):
        super().addError(test, err)
        if hasattr(test, "setUp"):
            self._keep(test, err, self.errors[-1][1])
        else:   # what the tests of a class or a module have in common could not be made
            self.failed += 1
            self._print("FAIL", f"{test}: {_first_line(err)}")
            print(self.errors[-1][1], file=sys.stderr, flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._keep(test, err, self.failures[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            kept = self.failures if issubclass(err[0], test.failureException) else self.errors
            self._keep(test, err, f"{subtest}\n{kept[-1][1]}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._reason = reason

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._keep(test, err, self.expectedFailures[-1][1])

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._problems.append(("it passed", "It passed, though it is marked as one that fails.\n"))

    def stopTest(self, test):
        super().stopTest(test)
        notes = f" ({'; '.join(test.notes)})" if getattr(test, "notes", None) else ""
        line = f"{title(test)}{notes} {time.monotonic() - self._started:.1f} s"
        if self._problems:
            self.failed += 1
            # The reason is in this line too: it is all of the failure that stands at the end of a long run.
            self._print("FAIL", f"{line}: {self._problems[0][0]}")
            print("\n".join(text for _, text in self._problems), file=sys.stderr, flush=True)
        elif self._reason is not None:
            self.not_run.append(title(test))
            self._print("----", f"{line}: not run, {self._reason}")
        elif self._has_succeeded:
            self.passed += 1
            self._print("ok  ", line)
        else:
            self._print("----", f"{line}: interrupted")

    @property
    def summary(self):
        """The line for all."""
        line = f"{self._suite}: {self.passed} passed, {self.failed} failed"
        return line + (f", {len(self.not_run)} not run: {'; '.join(self.not_run)}" if self.not_run else "")

    def _keep(self, test, err, text):
        try:
            text += getattr(test, "what_the_daemons_said", str)()
        except Exception as error:  # the machine that knows it may be what failed
            text += f"(no log of the program: {error})\n"
        self._problems.append((_first_line(err), text))

    @staticmethod
    def _print(verdict, line):
        print(f"{verdict} {line}", flush=True)


def _first_line(err):
    """The first line of what an exception says."""
    kind, value, _ = err
    return f"{kind.__name__}: {value}".split("\n", 1)[0][:500]


def title(test):
    """The name by which a test is chosen: its file's, and the first line of its documentation."""
    if _is_broken(test):
        return f"{test.id().rpartition('.')[2].removeprefix('test_')}: the tests cannot be read"
    return f"{test.id().split('.', 1)[0].removeprefix('test_')}: {test.shortDescription() or test.id()}"


def find(folder, pattern=""):
    """Every test of the folder's `test_*.py` whose title holds the pattern, in whatever case."""
    def flat(suite):
        for each in suite:
            yield from flat(each) if isinstance(each, unittest.TestSuite) else [each]
    found = flat(unittest.TestLoader().discover(str(folder), "test_*.py"))
    return [test for test in found if _is_broken(test) or pattern.lower() in title(test).lower()]


def _is_broken(test):
    return test.id().startswith("unittest.")


def run(suite, tests):
    """Runs the tests, prints what came of them, and gives the exit status: 0 only if every one ran and passed."""
    report = Report(suite)
    unittest.TestSuite(tests).run(report)
    print(report.summary, flush=True)
    return 0 if tests and report.passed == len(tests) and not report.failed else 1

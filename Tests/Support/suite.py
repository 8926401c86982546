"""What the programs that run a suite of tests have in common: the command line, and how they are ended."""

import argparse
import signal

import report


def end_on_sigterm():
    """SIGTERM ends the whole suite as an interrupt from the keyboard does; an exit would only fail one test."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def command_line(documentation):
    """A parser that knows `--only`."""
    parser = argparse.ArgumentParser(description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="PATTERN", help="only the tests whose line holds PATTERN")
    return parser


def main(name, folder, documentation):
    """Runs what the command line asks for of the folder's tests, and gives the exit status."""
    end_on_sigterm()
    return report.run(name, report.find(folder, command_line(documentation).parse_args().only))

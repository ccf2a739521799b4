"""The command line. Its exit code is never a verdict."""

from __future__ import annotations

import argparse
import json
import sys

USAGE = 64


def main(argv: list[str]) -> int:
    """Runs the command; returns the process's exit code."""
    if argv[:1] == ["spare"]:  # by the host only; it waits for nothing that it does not need
        from .spare import main as spare

        return spare([int(handle) for handle in argv[1:]])
    parser = argparse.ArgumentParser(
        prog="pair_drills_runner", description="Runs suites of tests for Pair Drills and reports facts."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    host = commands.add_parser("host", help="serve a Pair Drills window in this terminal")
    host.add_argument(
        "--preload", default="", help="packages that a spare imports ahead, such as numpy,torch"
    )
    once = commands.add_parser("once", help="run one request")
    once.add_argument("request", help="a file with the request, as JSON")
    once.add_argument("--facts", help="append the facts to this file, one JSON object a line")
    commands.add_parser("probe", help="print what this interpreter has to offer")
    args = parser.parse_args(argv)
    if args.command == "host":
        from .host import main as serve

        return serve([name for name in args.preload.split(",") if name])
    if args.command == "once":
        return _once(args.request, args.facts)
    from .probe import main as probe

    return probe()


def _once(path: str, facts: str | None) -> int:
    from .contract import BadRequest, parse_request
    from .once import main as once

    try:
        with open(path, encoding="utf-8") as file:
            request = parse_request(json.load(file))
    except (OSError, ValueError) as error:
        told = error if isinstance(error, BadRequest) else f"The request cannot be read: {error}"
        print(told, file=sys.stderr)
        return USAGE
    return once(request, facts)

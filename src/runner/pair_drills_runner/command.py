"""The command line: `once <request.json> [--facts <file>]`."""

from __future__ import annotations

import argparse
import json
import os
import sys

from .contract import BadRequest, Fact, parse_request


def main(argv: list[str]) -> int:
    """Runs the command; returns the process's exit code, which is never a verdict."""
    parser = argparse.ArgumentParser(prog="pair_drills_runner", description="Runs a suite of tests and reports facts.")
    commands = parser.add_subparsers(dest="command", required=True)
    once = commands.add_parser("once", help="run one request")
    once.add_argument("request", help="a file with the request, as JSON")
    once.add_argument("--facts", help="append the facts to this file, one JSON object a line")
    args = parser.parse_args(argv)
    with open(args.request, encoding="utf-8") as file:
        try:
            request = parse_request(json.load(file))
        except (BadRequest, json.JSONDecodeError) as error:
            print(error, file=sys.stderr)
            return 64
    from .suite import run_suite

    facts = open(os.path.abspath(args.facts), "a", encoding="utf-8", buffering=1) if args.facts else None

    def emit(fact: Fact) -> None:
        if facts is not None:
            facts.write(json.dumps(fact) + "\n")

    run_suite(request, emit)
    return 0

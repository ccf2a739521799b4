"""Runs a suite of tests for Pair Drills and reports facts. `docs/runner.md` tells the story."""

__version__ = "0.1.0"

PROTOCOL = 1
"""Version of the protocol of `src/contract/run.ts`; host and editor refuse each other when it differs."""

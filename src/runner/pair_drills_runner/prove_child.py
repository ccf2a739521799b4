"""One job inside the process that was made for it."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from typing import IO

from .contract import Fact, RunRequest
from .prove_job import Job
from .prove_watch import Watch
from .suite import run_suite
from .system import apply_limits


def run_here(job: Job, place: str, out: IO[str]) -> None:
    """Runs a job's suite in this process, which then ends; writes facts to `out` as they come."""
    folder = os.path.join(place, "folder")
    os.environ["TMPDIR"] = os.environ["TEMP"] = os.environ["TMP"] = os.path.join(place, "tmp")
    tempfile.tempdir = None
    reseed()
    apply_limits(job.request["limits"])

    def emit(fact: Fact) -> None:
        out.write(json.dumps({"job": job.id, "fact": fact}) + "\n")

    watch = Watch([place, *job.watch]) if job.watch is not None else None
    request: RunRequest = {**job.request, "folder": folder}
    try:
        run_suite(request, emit, show=False)
    finally:
        if watch is not None:
            watch.end()
            for path, test in watch.opened.items():
                out.write(json.dumps({"job": job.id, "opened": path, "test": test}) + "\n")


def reseed() -> None:
    """A fork would draw the same random numbers as its brothers; a cold run would not."""
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()

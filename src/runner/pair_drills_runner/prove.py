"""Runs suites for the drill compiler: `python -s prove.py --scratch FOLDER [--import NAME]… [--no-fork]`.

One job a line on stdin, JSON lines on stdout: `ready` once, then each job's facts and `done`. pytest and
the drills' requirements are imported once; each job runs in a fork made before collection, in a folder of its
own that is gone afterwards. With `--no-fork` it runs one job in this very process and ends; its caller then
watches the time.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":  # our own modules must not be importable by their file names
    sys.path[0] = sys.path[0].rpartition("pair_drills_runner")[0]

import argparse
import contextlib
import importlib.metadata
import itertools
import json
import os
import platform
import shutil
import tempfile
from typing import IO

from pair_drills_runner.preload import preload
from pair_drills_runner.prove_child import run_here
from pair_drills_runner.prove_fork import Stopped, run_forked
from pair_drills_runner.prove_job import Job, Line, compile_all, parse_job


def main() -> int:
    """Serves jobs until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--import", dest="modules", action="append", default=[])
    parser.add_argument("--no-fork", action="store_true")
    parser.add_argument("--scratch", required=True)
    args = parser.parse_args()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    quiet()
    scratch = os.path.realpath(tempfile.mkdtemp(dir=args.scratch))
    try:
        out.write(json.dumps(prepare(args.modules)) + "\n")
        serve(out, scratch, fork=not args.no_fork)
    except (Stopped, BrokenPipeError):
        pass
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if not args.no_fork:
            with contextlib.suppress(OSError):  # the last worker, when our caller is gone
                os.rmdir(args.scratch)
    return 0


def quiet() -> None:
    """Nothing that tests print reaches our stdout."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def prepare(modules: list[str]) -> Line:
    """Imports what every job needs and says which versions there are; a missing one is None."""
    missing = preload(modules)
    import pytest

    return {
        "ready": True,
        "python": platform.python_version(),
        "pytest": pytest.__version__,
        "modules": {name: None if name in missing else version_of(name) for name in modules},
        "stdlib": sorted(sys.stdlib_module_names),
    }


def version_of(module: str) -> str:
    """The version that a module states, or its distribution's."""
    stated = getattr(sys.modules[module], "__version__", None)
    if isinstance(stated, str):
        return stated
    try:
        return importlib.metadata.version(module)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def serve(out: IO[str], scratch: str, fork: bool) -> None:
    """One job after the other."""
    for number in itertools.count():
        line = read_line()
        if not line:
            return
        job = parse_job(line)
        if job.compile:
            out.write(json.dumps({"job": job.id, "errors": compile_all(job)}) + "\n")
            out.write(json.dumps({"job": job.id, "done": {"exit": 0}}) + "\n")
            continue
        place = os.path.join(scratch, str(number))
        write_folder(job, place)
        if fork:
            run_forked(job, place, out)
        else:
            run_here(job, place, out)
            return
        shutil.rmtree(place, ignore_errors=True)


def read_line() -> bytes:
    """One line of stdin, unbuffered, so that a fork inherits nothing that was read ahead."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def write_folder(job: Job, place: str) -> None:
    """The variant's folder, and beside it one for what its tests write elsewhere."""
    os.makedirs(os.path.join(place, "folder"))
    os.makedirs(os.path.join(place, "tmp"))
    for path, text in job.files.items():
        target = os.path.join(place, "folder", *path.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    for path, source in job.copies.items():
        target = os.path.join(place, "folder", *path.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())

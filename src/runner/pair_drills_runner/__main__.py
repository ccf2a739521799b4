"""`python <this folder> host|once|probe …`: see `docs/runner.md`."""

from __future__ import annotations

import os
import sys


def _main() -> int:
    here = os.path.dirname(os.path.abspath(__file__))
    # Only while our own modules are imported: a candidate's `import case` must never find ours.
    sys.path[0] = os.path.dirname(here)
    from pair_drills_runner.command import main

    del sys.path[0]
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(_main())

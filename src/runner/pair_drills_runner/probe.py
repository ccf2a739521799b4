"""What an interpreter has to offer, as one JSON object."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import sys

PACKAGES = ("pytest", "numpy", "ruff", "torch", "coverage", "debugpy", "pandas", "scipy", "sklearn")
_DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def main() -> int:
    """Prints `{executable, version, prefix, pytest, numpy, …}`; null for what is not installed."""
    found: dict[str, str | None] = {
        "executable": sys.executable,
        "version": platform.python_version(),
        "prefix": sys.prefix,
    }
    for name in PACKAGES:
        try:
            found[name] = importlib.metadata.version(_DISTRIBUTIONS.get(name, name))
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    print(json.dumps(found))
    return 0

"""Keeps pytest's configuration inside the attempt's folder."""

from __future__ import annotations

import os
import re

ALWAYS = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")
SECTION = {
    "pyproject.toml": re.compile(r"^\s*\[tool\.pytest(\.ini_options)?\]", re.MULTILINE),
    "tox.ini": re.compile(r"^\[pytest\]", re.MULTILINE),
    "setup.cfg": re.compile(r"^\[tool:pytest\]", re.MULTILINE),
}
EMPTY_INI = os.path.join(os.path.dirname(os.path.abspath(__file__)), "null.ini")


def own_config(folder: str) -> list[str]:
    """Arguments that stop pytest from taking its configuration from above `folder`.

    pytest looks for an ini file in the folder and then in every folder above it, `--rootdir` or not. Only
    when it would find one up there, and none in the folder, it is given one without settings.
    """
    if any(_configures(os.path.join(folder, name)) for name in (*ALWAYS, *SECTION)):
        return []
    above = os.path.dirname(folder)
    while not any(_configures(os.path.join(above, name)) for name in (*ALWAYS, *SECTION)):
        above, below = os.path.dirname(above), above
        if above == below:
            return []
    project = os.path.join(folder, "pyproject.toml")
    return ["-c", project if os.path.isfile(project) else EMPTY_INI]


def _configures(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    section = SECTION.get(os.path.basename(path))
    if section is None:
        return True
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return section.search(file.read()) is not None
    except OSError:
        return False

"""Puts the runner on the path and offers a terminal with a host in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src" / "runner"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from support.desk import Desk  # noqa: E402
from support.folder import Attempt  # noqa: E402


@pytest.fixture
def attempt(tmp_path: Path) -> Attempt:
    """An empty folder of an attempt, with room beside it for hidden tests."""
    return Attempt(tmp_path)


@pytest.fixture
def desk(attempt: Attempt) -> Iterator[Desk]:
    """An editor, a terminal with a host in it, and a ready spare; in the end no process may be left."""
    with Desk(attempt) as desk:
        desk.editor.ready()
        yield desk


@pytest.fixture
def empty_desk(attempt: Attempt) -> Iterator[Desk]:
    """The same before anything was started."""
    with Desk(attempt, start=False) as desk:
        yield desk

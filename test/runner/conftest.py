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


@pytest.fixture(scope="session")
def long_lived() -> Iterator[Desk]:
    """One editor and one terminal for many runs: starting them is what takes the time."""
    with Desk() as desk:
        desk.start()
        desk.editor.ready()
        yield desk


@pytest.fixture
def desk(long_lived: Desk, attempt: Attempt) -> Iterator[Desk]:
    """The shared terminal at this test's folder. Whatever a run does, afterwards all is as before."""
    long_lived.attempt = attempt
    long_lived.new_page()
    yield long_lived
    long_lived.stop_all()
    long_lived.back_to_normal()


@pytest.fixture
def own_desk(attempt: Attempt) -> Iterator[Desk]:
    """An editor of one's own, without a terminal yet; in the end no process may be left."""
    with Desk() as desk:
        desk.attempt = attempt
        yield desk

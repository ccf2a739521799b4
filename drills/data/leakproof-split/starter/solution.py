"""Leak-proof train/val/test split."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

Row = Mapping[str, object]


def assign_split(key: object, *, salt: str = "v1", val: float = 0.1, test: float = 0.1) -> str:
    """Return "train", "val" or "test" for one group key.

    `val` and `test` are fractions of all keys, between 0 and 1; train gets the rest.
    """
    raise NotImplementedError


def split_rows(
    rows: Iterable[Row],
    *,
    group_by: str = "user_id",
    salt: str = "v1",
    val: float = 0.1,
    test: float = 0.1,
) -> dict[str, list[Row]]:
    """Return {"train": [...], "val": [...], "test": [...], "skipped": [...]}.

    `rows` is any iterable and is read once. Each row ends up in exactly one list, and each list keeps the
    order of the input. The rows themselves are not changed.
    """
    raise NotImplementedError

"""Leak-proof train/val/test split."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

SPLITS = ("train", "val", "test")

Row = Mapping[str, object]
Node = tuple[str, str]
"""A field and an id in it: user "7" and device "7" are two nodes."""


def _normalise(value: object) -> str | None:
    """The id as text without padding; None when there is no id."""
    text = "" if value is None else str(value).strip()
    return text or None


def _point(text: str) -> float:
    """A number in [0, 1) that is the same in every process; 48 bits, so the division is exact."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def assign_split(key: object, *, salt: str = "v1", val: float = 0.1, test: float = 0.1) -> str:
    """Return "train", "val" or "test" for one group key; ValueError for a missing key or bad fractions."""
    if val < 0 or test < 0 or val + test > 1:
        raise ValueError(f"val={val} and test={test} must not be negative, nor more than 1 together")
    name = _normalise(key)
    if name is None:
        raise ValueError("a missing key has no split")
    point = _point(f"{salt}\n{name}")
    # Test has the low end, so val can grow into train without moving anyone out of test.
    if point < test:
        return "test"
    return "val" if point < test + val else "train"


class _Groups:
    """Union-find over nodes. The root of a group is its smallest node, so its name ignores row order."""

    def __init__(self) -> None:
        self._parent: dict[Node, Node] = {}

    def find(self, node: Node) -> Node:
        """The root of the group of `node`; a loop that halves its path, so long chains stay cheap."""
        parent = self._parent
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, a: Node, b: Node) -> None:
        root, other = sorted((self.find(a), self.find(b)))
        self._parent[other] = root


def _nodes(row: Row, fields: Sequence[str]) -> list[Node]:
    """The ids that the row has; a missing one ties it to nobody."""
    nodes = []
    for field in fields:
        name = _normalise(row.get(field))
        if name is not None:
            nodes.append((field, name))
    return nodes


def split_rows(
    rows: Iterable[Row],
    *,
    group_by: str | Sequence[str] = "user_id",
    salt: str = "v1",
    val: float = 0.1,
    test: float = 0.1,
) -> dict[str, list[Row]]:
    """Return {"train": [...], "val": [...], "test": [...], "skipped": [...]}.

    Rows that share an id in one of the `group_by` fields, directly or through other rows, stay together.
    Rows with no id at all are skipped. Each list keeps the order of the input.
    """
    fields = [group_by] if isinstance(group_by, str) else list(group_by)
    rows = list(rows)
    nodes_of = [_nodes(row, fields) for row in rows]
    groups = _Groups()
    for nodes in nodes_of:
        for node in nodes:
            groups.join(nodes[0], node)

    out: dict[str, list[Row]] = {name: [] for name in (*SPLITS, "skipped")}
    for row, nodes in zip(rows, nodes_of):
        if nodes:
            field, name = groups.find(nodes[0])
            key = name if len(fields) == 1 else f"{field}={name}"
            split = assign_split(key, salt=salt, val=val, test=test)
        else:
            split = "skipped"
        out[split].append(row)
    return out


def leakage_report(splits: Mapping[str, Sequence[Row]], fields: Sequence[str]) -> dict[str, list[str]]:
    """For each field, the ids that are in more than one of train, val and test, as sorted text."""
    report = {}
    for field in fields:
        splits_of: dict[str, set[str]] = {}
        for split in SPLITS:
            for row in splits.get(split, ()):
                audited = _normalise(row.get(field))
                if audited is not None:
                    splits_of.setdefault(audited, set()).add(split)
        report[field] = sorted(name for name, found in splits_of.items() if len(found) > 1)
    return report

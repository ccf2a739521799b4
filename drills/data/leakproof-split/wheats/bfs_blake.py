"""A second correct solution: another hash, breadth-first search over rows, other group names."""
from __future__ import annotations

import hashlib
from collections import defaultdict, deque


def _clean(value):
    return "" if value is None else str(value).strip()


def assign_split(key, *, salt="v1", val=0.1, test=0.1):
    key = _clean(key)
    if not key or min(val, test) < 0 or val + test > 1:
        raise ValueError("bad key or fractions")
    digest = hashlib.blake2b(key.encode(), key=salt.encode()[:64], digest_size=6).hexdigest()
    point = int(digest, 16) / 16**12
    # Train, val, test from the low end up: val also grows only into train.
    return "train" if point < 1 - test - val else "val" if point < 1 - test else "test"


def split_rows(rows, *, group_by="user_id", salt="v1", val=0.1, test=0.1):
    rows = list(rows)
    fields = [group_by] if isinstance(group_by, str) else list(group_by)
    nodes_of = [[(f, _clean(row.get(f))) for f in fields if _clean(row.get(f))] for row in rows]
    members = defaultdict(list)
    for i, nodes in enumerate(nodes_of):
        for node in nodes:
            members[node].append(i)

    place = ["" if nodes else "skipped" for nodes in nodes_of]
    for start in range(len(rows)):
        if place[start]:
            continue
        seen, queue, group = set(), deque([start]), []
        place[start] = "queued"
        while queue:
            i = queue.popleft()
            group.append(i)
            for node in nodes_of[i]:
                if node not in seen:
                    seen.add(node)
                    for other in members[node]:
                        if not place[other]:
                            place[other] = "queued"
                            queue.append(other)
        # The largest node names the group here, the smallest one in the reference: both ignore row order.
        field, name = max(seen)
        key = name if len(fields) == 1 else f"{name}\t{field}"
        split = assign_split(key, salt=salt, val=val, test=test)
        for i in group:
            place[i] = split

    out = {"train": [], "val": [], "test": [], "skipped": []}
    for row, split in zip(rows, place):
        out[split].append(row)
    return out


def leakage_report(splits, fields):
    report = {}
    for field in fields:
        train, val, test = (
            {_clean(row.get(field)) for row in splits.get(name, [])} - {""}
            for name in ("train", "val", "test")
        )
        report[field] = sorted((train & val) | (train & test) | (val & test))
    return report

import random

import pytest

import solution

KEYS = ("user_id", "device_id")


def row(user, device, n=0):
    return {"user_id": user, "device_id": device, "n": n}


def split_of(out):
    return {r["n"]: split for split in ("train", "val", "test") for r in out[split]}


def moved(before, after):
    """Rows by n that `after` has elsewhere, with both places; three of them are enough to see it."""
    rows = [n for n in before if after[n] != before[n]]
    return {n: (before[n], after[n]) for n in rows[:3]}


def random_rows(n, users, devices, seed):
    rng = random.Random(seed)
    return [row(f"u{rng.randrange(users)}", f"d{rng.randrange(devices)}", i) for i in range(n)]


def test_a_shared_device_ties_two_users(case):
    """two users who share a device stay together"""
    for i in range(40):
        rows = [row(f"a{i}", f"d{i}", 0), row(f"b{i}", f"d{i}", 1)]
        case.given(rows=rows, group_by=KEYS)
        found = split_of(solution.split_rows(rows, group_by=KEYS))
        case.that(found[0] == found[1], "both rows in one split", got=found)


def test_a_shared_user_ties_two_devices(case):
    """two devices of one user stay together"""
    for i in range(40):
        rows = [row(f"a{i}", f"d{i}", 0), row(f"a{i}", f"e{i}", 1)]
        case.given(rows=rows, group_by=KEYS)
        found = split_of(solution.split_rows(rows, group_by=KEYS))
        case.that(found[0] == found[1], "both rows in one split", got=found)


@pytest.mark.parametrize("order", ["as written", "backwards", "shuffled"])
def test_ties_reach_through_other_rows(case, order):
    """rows tied only through other rows stay together, in any order"""
    for i in range(40):
        rows = [
            row(f"ann{i}", f"phone{i}", 0),
            row(f"bob{i}", f"tablet{i}", 1),
            row(f"cleo{i}", f"tablet{i}", 2),
            row(f"cleo{i}", f"tv{i}", 3),
            row(f"bob{i}", f"phone{i}", 4),
        ]
        if order == "backwards":
            rows.reverse()
        elif order == "shuffled":
            random.Random(i).shuffle(rows)
        case.given(rows=rows, group_by=KEYS)
        found = split_of(solution.split_rows(rows, group_by=KEYS))
        case.that(len(set(found.values())) == 1, "all rows in one split", got=found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_row_order_does_not_matter(case, seed):
    """shuffling the rows moves no group"""
    rows = random_rows(400, users=300, devices=350, seed=5)
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    case.given(rows=rows, shuffled=shuffled, group_by=KEYS)
    before = split_of(solution.split_rows(rows, group_by=KEYS))
    after = split_of(solution.split_rows(shuffled, group_by=KEYS))
    case.check(moved(before, after), {}, what="rows that moved")


def test_a_new_row_moves_only_what_it_touches(case):
    """a new row moves no group that it does not touch"""
    rows = [row(f"u{i}", f"d{i // 2}", i) for i in range(200)]
    new = row("new user", "new device", 200)
    case.given(rows=rows, new=new, group_by=KEYS)
    before = split_of(solution.split_rows(rows, group_by=KEYS))
    after = split_of(solution.split_rows([new, *rows], group_by=KEYS))
    case.check(moved(before, after), {}, what="rows that moved")


@pytest.mark.parametrize("blank", [None, "", "  "], ids=["None", "empty", "blank"])
def test_a_missing_device_ties_nobody(case, blank):
    """a missing device ties nobody"""
    rows = [row(f"u{i}", blank, i) for i in range(300)]
    case.given(rows=rows, group_by=KEYS)
    found = split_of(solution.split_rows(rows, group_by=KEYS))
    case.check(sorted(set(found.values())), ["test", "train", "val"], what="splits in use")


@pytest.mark.parametrize("prefix", ["k", ""], ids=["text", "numbers"])
def test_a_user_and_a_device_with_the_same_text(case, prefix):
    """a user and a device whose ids look the same are not tied"""
    pairs = [
        [row(f"{prefix}{i}", f"x{i}", 0), row(f"y{i}", f"{prefix}{i}", 1)]
        for i in range(1, 301)
    ]
    case.given(first_pair=pairs[0], pairs=len(pairs), group_by=KEYS, val=0.4, test=0.3)
    found = [split_of(solution.split_rows(rows, group_by=KEYS, val=0.4, test=0.3)) for rows in pairs]
    apart = sum(split[0] != split[1] for split in found)
    case.that(apart > 60, "the two rows are in different splits for many of the 300 pairs", got=apart)


def test_a_row_with_one_id_is_kept(case):
    """a row is skipped only when it has none of the ids"""
    rows = [row(None, "d1", 0), row("u1", None, 1), row(None, "", 2), {"n": 3}]
    case.given(rows=rows, group_by=KEYS)
    case.check(solution.split_rows(rows, group_by=KEYS)["skipped"], rows[2:], what="skipped")


def test_one_field_in_a_list(case):
    """one field in a list means the same as the field"""
    rows = random_rows(60, users=40, devices=40, seed=8)
    case.given(rows=rows)
    case.check(solution.split_rows(rows, group_by=["user_id"]), solution.split_rows(rows, group_by="user_id"))


def test_spellings_of_one_device(case):
    """device 7 and device "7 " are one device"""
    for i in range(1, 41):
        rows = [row(f"a{i}", i, 0), row(f"b{i}", f"{i} ", 1)]
        case.given(rows=rows, group_by=KEYS)
        found = split_of(solution.split_rows(rows, group_by=KEYS))
        case.that(found[0] == found[1], "both rows in one split", got=found)
        case.unchanged("rows")

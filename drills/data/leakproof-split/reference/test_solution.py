"""The tests that a strong candidate has at the end of the 50 minutes."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

import solution
from solution import assign_split, leakage_report, split_rows

BOTH = ("user_id", "device_id")


def users(ids):
    return [{"user_id": user} for user in ids]


def place(out):
    """User -> split, for train, val and test."""
    return {row["user_id"]: name for name in ("train", "val", "test") for row in out[name]}


def test_order_and_new_rows_move_nobody():
    rows = users(f"u{i}" for i in range(500))
    base = place(split_rows(rows[:300]))
    assert base.items() <= place(split_rows(rows[::-1])).items()


def test_growing_val_leaves_test_alone():
    rows = users(f"u{i}" for i in range(500))
    small, wide = place(split_rows(rows)), place(split_rows(rows, val=0.4))
    assert all(wide[user] == "test" for user in small if small[user] == "test")


def test_another_salt_is_another_split():
    rows = users(range(1, 500))
    assert place(split_rows(rows, salt="a")) != place(split_rows(rows, salt="b"))


def test_small_fractions():
    out = split_rows(users(range(1, 20_001)), val=0.2, test=0.005)
    assert 50 < len(out["test"]) < 150


def test_fraction_limits():
    assert len(split_rows(users("abc"), val=0.5, test=0.5)["train"]) == 0
    for val, test in ((-0.1, 0.1), (0.1, -0.1), (0.6, 0.6)):
        with pytest.raises(ValueError):
            assign_split("ann", val=val, test=test)


def test_spellings_of_one_id():
    assert all(assign_split(i) == assign_split(str(i)) == assign_split(f" {i}") for i in range(50))


def test_missing_ids_are_skipped_and_zero_is_not():
    rows = [{"user_id": 0}, {"user_id": " "}, {"user_id": None}, {}]
    assert split_rows(rows)["skipped"] == rows[1:]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_agrees(seed):
    code = "from solution import assign_split; print([assign_split(i) for i in range(99)])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(solution.__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
    )
    assert done.stdout.strip() == str([assign_split(i) for i in range(99)])


def test_devices_tie_users_through_others_in_any_order():
    for i in range(50):
        rows = [
            {"user_id": f"a{i}", "device_id": f"p{i}"}, {"user_id": f"b{i}", "device_id": f"t{i}"},
            {"user_id": f"c{i}", "device_id": f"t{i}"}, {"user_id": f"b{i}", "device_id": f"p{i}"},
        ]
        forward, backward = (place(split_rows(order, group_by=BOTH)) for order in (rows, rows[::-1]))
        assert len(set(forward.values())) == 1, "one group, one split"
        assert forward == backward


def test_a_new_group_moves_no_other():
    rows = [{"user_id": f"u{i}", "device_id": i} for i in range(100)]
    more = [{"user_id": "new", "device_id": "new"}, *rows]
    assert place(split_rows(rows, group_by=BOTH)).items() <= place(split_rows(more, group_by=BOTH)).items()


def test_a_missing_device_ties_nobody():
    out = split_rows([{"user_id": f"u{i}", "device_id": None} for i in range(300)], group_by=BOTH)
    assert len(set(place(out).values())) == 3
    assert not out["skipped"]


def test_user_7_is_not_device_7():
    apart = 0
    for i in range(100):
        rows = [{"user_id": i, "device_id": "x"}, {"user_id": "y", "device_id": i}]
        apart += len(set(place(split_rows(rows, group_by=BOTH, val=0.3, test=0.3)).values())) == 2
    assert apart > 10


def test_audit():
    leaky = {"train": [{"u": 1}], "val": [{"u": " 1"}, {"u": 2}], "test": [{"u": 2}], "skipped": []}
    assert leakage_report(leaky, ["u"]) == {"u": ["1", "2"]}
    clean = {"train": [{"u": 1}, {"u": None}], "val": [{"u": None}], "test": [], "skipped": [{"u": 1}]}
    assert leakage_report(clean, ["u"]) == {"u": []}

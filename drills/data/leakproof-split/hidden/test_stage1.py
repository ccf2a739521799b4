import json
import math
import os
import random
import subprocess
import sys

import pytest

import solution

SPLITS = ("train", "val", "test")


def rows_of(user_ids, per_user=1):
    return [{"user_id": user, "n": n} for n, user in enumerate(u for u in user_ids for _ in range(per_user))]


def split_of(out):
    """The splits in which each user was found, users as text."""
    found = {}
    for split in SPLITS:
        for row in out[split]:
            found.setdefault(str(row["user_id"]).strip(), set()).add(split)
    return {user: "+".join(sorted(splits)) for user, splits in found.items()}


def moved(before, after):
    """Users of `before` that `after` has elsewhere, with both places; three of them are enough to see it."""
    users = [user for user in before if after.get(user) != before[user]]
    return {user: (before[user], after.get(user)) for user in users[:3]}


def torn(out):
    """Users that are in more than one split; three of them are enough to see it."""
    users = [(user, splits) for user, splits in split_of(out).items() if "+" in splits]
    return dict(users[:3])


def in_another_process(case, code, hash_seed):
    """What `code` prints as JSON in a fresh Python with another hash seed, in the current folder."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, '')\n" + code],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True, text=True, timeout=60,
    )
    case.that(done.returncode == 0, "the call works in a fresh Python", got=done.stderr[-300:])
    return json.loads(done.stdout.splitlines()[-1])


def test_empty_log(case):
    """an empty log gives four empty lists"""
    case.given(rows=[])
    case.check(solution.split_rows([]), {"train": [], "val": [], "test": [], "skipped": []})


def test_each_row_is_in_exactly_one_list(case):
    """each row is in exactly one list"""
    rows = [*rows_of(range(1, 101), per_user=3), {"user_id": None, "n": 300}]
    case.given(rows=rows)
    out = solution.split_rows(rows)
    found = sorted(row["n"] for part in out.values() for row in part)
    case.check(found, list(range(301)), what="n of the rows in all lists")


def test_lists_keep_the_order_of_the_input(case):
    """each list keeps the order of the input"""
    rows = rows_of(range(1, 101), per_user=3)
    random.Random(1).shuffle(rows)
    place = {row["n"]: i for i, row in enumerate(rows)}
    case.given(rows=rows)
    for name, part in solution.split_rows(rows).items():
        places = [place[row["n"]] for row in part]
        case.that(places == sorted(places), f"{name} in the order of the input", got=places)


@pytest.mark.parametrize("spelling", [7, " 7 "], ids=["number", "padded"])
def test_rows_are_not_changed(case, spelling):
    """the rows themselves are not changed"""
    rows = [{"user_id": spelling, "n": 0}, {"user_id": " ", "n": 1}, {"n": 2}]
    case.given(rows=rows)
    solution.split_rows(rows)
    case.unchanged("rows")


def test_rows_may_come_from_a_generator(case):
    """rows may come from a generator"""
    rows = rows_of(range(1, 41), per_user=2)
    case.given(rows=rows)
    case.check(solution.split_rows(row for row in rows), solution.split_rows(rows))


def test_no_user_is_in_two_splits(case):
    """no user is in two splits"""
    user_ids = range(1, 501)
    case.given(user_ids=user_ids, rows_per_user=5)
    case.check(torn(solution.split_rows(rows_of(user_ids, per_user=5))), {}, what="users in two splits")


@pytest.mark.parametrize("val, test", [(0.1, 0.1), (0.3, 0.05), (0.005, 0.2), (0.2, 0.005)])
def test_fractions_hold_in_expectation(case, val, test):
    """val and test get about their fractions of 20,000 users"""
    user_ids = range(1, 20_001)
    case.given(user_ids=user_ids, val=val, test=test)
    out = solution.split_rows(rows_of(user_ids), val=val, test=test)
    for name, fraction in (("val", val), ("test", test)):
        expected = fraction * len(user_ids)
        margin = 6 * math.sqrt(expected * (1 - fraction))
        case.that(
            abs(len(out[name]) - expected) <= margin,
            f"{expected:.0f} users in {name}, give or take {margin:.0f}",
            got=len(out[name]),
        )


def test_shuffled_rows(case):
    """shuffling the rows moves nobody"""
    rows = rows_of(range(1, 801))
    shuffled = rows[:]
    random.Random(3).shuffle(shuffled)
    case.given(rows=rows, shuffled=shuffled)
    before = split_of(solution.split_rows(rows))
    case.check(moved(before, split_of(solution.split_rows(shuffled))), {}, what="users that moved")


def test_appended_rows(case):
    """appending rows moves nobody"""
    case.given(user_ids=range(1, 801), then=range(1, 1601))
    before = split_of(solution.split_rows(rows_of(range(1, 801))))
    after = split_of(solution.split_rows(rows_of(range(1, 1601))))
    case.check(moved(before, after), {}, what="users that moved")


@pytest.mark.parametrize("grown", [0.3, 0.85])
@pytest.mark.parametrize("name", ["test", "val"])
def test_val_grows_only_into_train(case, name, grown):
    """when val grows it takes users only from train"""
    user_ids = range(1, 2001)
    case.given(user_ids=user_ids, val_before=0.1, val_after=grown, test=0.1)
    before = split_of(solution.split_rows(rows_of(user_ids), val=0.1))
    after = split_of(solution.split_rows(rows_of(user_ids), val=grown))
    case.check(
        moved({user: split for user, split in before.items() if split == name}, after), {},
        what=f"{name} users that moved",
    )


def test_another_salt_is_a_fresh_split(case):
    """another salt gives a fresh split of the same users"""
    user_ids = range(1, 4001)
    case.given(user_ids=user_ids, salts=("a", "b"))
    first, second = (
        {row["user_id"] for row in solution.split_rows(rows_of(user_ids), salt=salt)["test"]}
        for salt in ("a", "b")
    )
    case.that(
        len(first & second) < 0.35 * len(first),
        "few of the test users of one salt are test users of the other",
        got=f"{len(first & second)} of {len(first)}",
    )


def test_the_salt_matters_for_one_key(case):
    """assign_split depends on the salt"""
    keys = range(1, 201)
    case.given(keys=keys, salts=("a", "b"))
    one, two = ([solution.assign_split(key, salt=salt) for key in keys] for salt in ("a", "b"))
    case.that(one != two, "different answers for some of the keys", got="the same answers for all of them")


def test_spellings_of_one_key(case):
    """7, "7" and " 7 " are one key"""
    for key in range(1, 101):
        case.given(key=key, same=[str(key), f" {key} "])
        want = solution.assign_split(key)
        case.check([solution.assign_split(str(key)), solution.assign_split(f" {key} ")], [want, want])


def test_spellings_of_one_user_stay_together(case):
    """a user whose id is a number in one row and padded text in another is one user"""
    rows = rows_of([spelling for user in range(1, 51) for spelling in (user, str(user), f" {user}")])
    case.given(rows=rows)
    case.check(torn(solution.split_rows(rows)), {}, what="users in two splits")


@pytest.mark.parametrize(
    "row",
    [{"user_id": None}, {"user_id": ""}, {"user_id": "  "}, {"page": 1}],
    ids=["None", "empty", "blank", "absent"],
)
def test_a_row_without_an_id_is_skipped(case, row):
    """a row without an id is skipped, not lost"""
    rows = [{"user_id": "ann"}, row]
    case.given(rows=rows)
    case.check(solution.split_rows(rows)["skipped"], [row], what="skipped")


def test_user_zero_is_not_skipped(case):
    """user 0 is not skipped"""
    rows = [{"user_id": 0}, {"user_id": "0"}]
    case.given(rows=rows)
    case.check(solution.split_rows(rows)["skipped"], [], what="skipped")


def test_zero_is_a_key(case):
    """0 is a key like any other"""
    case.given(key=0, same="0")
    case.check(solution.assign_split(0), solution.assign_split("0"))


@pytest.mark.parametrize("key", [None, "", "  "], ids=["None", "empty", "blank"])
def test_a_missing_key_is_refused(case, key):
    """assign_split raises ValueError for a missing key"""
    case.given(key=key)
    with case.raises(ValueError):
        solution.assign_split(key)


def test_rows_go_where_assign_split_says(case):
    """split_rows puts each row where assign_split says"""
    user_ids = range(1, 101)
    case.given(user_ids=user_ids, salt="s9", val=0.2, test=0.3)
    out = solution.split_rows(rows_of(user_ids), salt="s9", val=0.2, test=0.3)
    for split in SPLITS:
        said = {solution.assign_split(row["user_id"], salt="s9", val=0.2, test=0.3) for row in out[split]}
        case.check(said, {split}, what=f"assign_split of the users in {split}")


@pytest.mark.parametrize("val, test", [(-0.1, 0.1), (0.1, -0.1), (0.75, 0.5)])
def test_bad_fractions_are_refused(case, val, test):
    """negative fractions, or more than 1 together, raise ValueError"""
    case.given(key="ann", val=val, test=test)
    with case.raises(ValueError):
        solution.assign_split("ann", val=val, test=test)


@pytest.mark.parametrize("val, test", [(0, 0), (1, 0), (0, 1), (0.75, 0.25)])
def test_fractions_at_their_limits(case, val, test):
    """fractions of 0 and of 1 together are fine"""
    user_ids = range(1, 201)
    case.given(user_ids=user_ids, val=val, test=test)
    out = solution.split_rows(rows_of(user_ids), val=val, test=test)
    fractions = {"train": 1 - val - test, "val": val, "test": test}
    used = {name for name in SPLITS if out[name]}
    case.check(used, {name for name, fraction in fractions.items() if fraction}, what="splits in use")


@pytest.mark.parametrize("first", [0x4E00, 0xAC00], ids=["chinese", "korean"])
def test_ids_in_any_alphabet(case, first):
    """ids in any alphabet are told apart"""
    user_ids = [chr(first + i) for i in range(200)]
    case.given(user_ids=user_ids, val=0.3, test=0.3)
    out = solution.split_rows(rows_of(user_ids), val=0.3, test=0.3)
    case.check([name for name in SPLITS if out[name]], list(SPLITS), what="splits in use")


def test_assign_split_in_another_process(case):
    """assign_split gives the same answers in two processes"""
    keys = [f"u{i}" for i in range(20)]
    case.given(keys=keys, val=0.3, test=0.3, PYTHONHASHSEED=["1", "2"])
    answers = f"[solution.assign_split(key, val=0.3, test=0.3) for key in {keys!r}]"
    code = f"import json, solution\nprint(json.dumps({answers}))"
    case.check(in_another_process(case, code, "1"), in_another_process(case, code, "2"))


def test_split_rows_in_another_process(case):
    """split_rows gives the same answer in another process"""
    rows = [{"user_id": f"u{i}"} for i in range(12)]
    case.given(rows=rows, val=0.3, test=0.3)
    code = f"import json, solution\nprint(json.dumps(solution.split_rows({rows!r}, val=0.3, test=0.3)))"
    case.check(in_another_process(case, code, "3"), solution.split_rows(rows, val=0.3, test=0.3))

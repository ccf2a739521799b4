from solution import split_rows


def test_every_row_goes_somewhere():
    rows = [{"user_id": "ann"}, {"user_id": "bob"}]
    out = split_rows(rows)
    assert sum(len(part) for part in out.values()) == 2

from datetime import date

from solution import report


def test_the_date_is_in_the_first_line():
    text = report(['{"model": "a", "score": 0.5, "latency_ms": 10}'], today=date(2025, 1, 2))
    assert text.startswith("Eval report 2025-01-02 (UTC)\n")

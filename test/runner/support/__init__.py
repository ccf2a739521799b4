"""What the tests of the runner share: a fake editor, a real pseudo-terminal, an attempt's folder."""

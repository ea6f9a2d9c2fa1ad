"""How fast the library is, beside what else decodes, checks or prices the same requests.

`python -m benchmarks` prints one report from one run. Everything here needs a clock, so nothing of
it is a test; what can be tested without one (the requests, the agreement of the peers, the
rendering) is in `tests/test_benchmarks.py`. The library never imports any of this.
"""

"""How fast the library is: `python -m benchmarks`, explained in README.md beside this file."""

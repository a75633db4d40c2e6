"""Benchmarks: `python -m benchmarks.<area> [--quick] [--json]`, every figure beside a baseline."""

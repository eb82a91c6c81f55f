"""Questions with expected answers, metrics, benchmarks, reports."""

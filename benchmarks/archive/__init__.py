"""What a job over an archive costs: a year of synthetic news in any size, a job over it, and three peers beside it.

``make`` writes the news, ``python -m benchmarks.archive`` measures, ``page`` reckons what a billion articles cost.
"""

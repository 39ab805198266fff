"""A rule file's own tests: worked cases beside it, run, compared, and held against what the rules can say.

Right of scoring and intake, left of the workspace. Pure but for `suites`, which reads the files.
"""

from stardb.cases.coverage import Coverage, coverage
from stardb.cases.document import CaseFile
from stardb.cases.proposing import propose
from stardb.cases.running import Difference, Result, SuiteResult, run_cases
from stardb.cases.suites import Suite, suites

__all__ = [
    "CaseFile",
    "Coverage",
    "Difference",
    "Result",
    "Suite",
    "SuiteResult",
    "coverage",
    "propose",
    "run_cases",
    "suites",
]

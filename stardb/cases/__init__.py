"""A rule file's own tests: worked cases beside it, run, compared, and held against what the rules can say.

Right of scoring and intake, left of the workspace. Pure but for `find_suites`, which reads the files.
"""

from stardb.cases.case_file import CaseFile
from stardb.cases.case_proposals import propose_cases
from stardb.cases.case_runs import CaseResult, SuiteResult, run_cases
from stardb.cases.coverage import Coverage, measure_coverage
from stardb.cases.differences import Difference
from stardb.cases.suites import Suite, find_suites

__all__ = [
    "CaseFile",
    "CaseResult",
    "Coverage",
    "Difference",
    "Suite",
    "SuiteResult",
    "find_suites",
    "measure_coverage",
    "propose_cases",
    "run_cases",
]

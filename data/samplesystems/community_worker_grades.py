"""“三岗十八级” of 2023: fifteen workers of three streets, their posts, degrees and the stretches of their work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samplecounty.people import Person

from samplesystems.paper import Book, Cell, Sheet
from samplesystems.people import person


@dataclass(frozen=True)
class Worker:
    """post and degree as typed. stretches: community, first and last day as typed; a last one of None is still going on."""

    street: str
    community: str
    post: str
    degree: str | None
    stretches: Sequence[tuple[str, Cell, Cell]]


WORKERS = (
    # 12 full years and 3 of the degree: 15 years, five steps above 7.
    Worker("文华街道", "桂园社区", "社区正职", "学士", [("桂园社区", date(2012, 1, 1), "至今")]),
    # 9 years: three steps above 4.
    Worker("文华街道", "桂园社区", "副职", "无", [("桂园社区", date(2015, 1, 1), None)]),
    # 2 years 11 months: no step.
    Worker("文华街道", "桂园社区", "工作人员", "无", [("桂园社区", date(2021, 2, 1), "至今")]),
    # 3 years to the day: one step.
    Worker("文华街道", "滨河社区", "工作人员", "没有", [("滨河社区", date(2021, 1, 1), "至今")]),
    # 40 years: as high as the post goes.
    Worker("文华街道", "滨河社区", "正职", "无", [("滨河社区", date(1984, 1, 1), "至今")]),
    # Left in August: no longer rated.
    Worker("文华街道", "滨河社区", "工作人员", "学士", [("滨河社区", date(2016, 9, 1), date(2023, 8, 31))]),
    # 3 years and 4, a year between them: 7 years, two steps.
    Worker("城东街道", "东关社区", "工作人员", "无", [("东关社区", date(2015, 1, 1), date(2017, 12, 31)), ("南桥社区", date(2020, 1, 1), "至今")]),
    # Two communities at once count once: 6 years, two steps above 4.
    Worker("城东街道", "东关社区", "社区副职", "无", [("东关社区", date(2018, 1, 1), "至今"), ("南桥社区", date(2019, 1, 1), date(2021, 12, 31))]),
    # A doctor's 7 years and 2: 9 years, three steps.
    Worker("城东街道", "南桥社区", "一般工作人员", "博士学位", [("南桥社区", date(2022, 1, 1), "至今")]),
    # Nobody wrote the degree: to be decided.
    Worker("城东街道", "南桥社区", "副职", None, [("南桥社区", date(2016, 1, 1), "至今")]),
    # No stretch at all was sent in: to be decided.
    Worker("城东街道", "南桥社区", "工作人员", "学士", []),
    # The last day lies before the first.
    Worker("城西街道", "西门社区", "工作人员", "无", [("西门社区", date(2020, 5, 1), date(2002, 4, 30))]),
    # A master's 5 years and 10: 15 years, five steps above 4.
    Worker("城西街道", "西门社区", "副职", "硕士", [("西门社区", date(2014, 1, 1), "至今")]),
    # Written to the month: 2018.1 to 2020.12 is three years, and three from 2021: 6 years, two steps above 7.
    Worker("城西街道", "铁路社区", "正职", "无", [("铁路社区", "2018.1", "2020.12"), ("铁路社区", "2021.1", "至今")]),
    # 1 year: the lowest grade there is.
    Worker("城西街道", "铁路社区", "工作人员", "无", [("铁路社区", date(2023, 1, 1), "至今")]),
)  # fmt: skip


def list_workers() -> list[tuple[Worker, Person]]:
    """Each worker with the person it is; all were grown up when the first began."""
    return [(worker, person("worker", serial, date(1983, 1, 1))) for serial, worker in enumerate(WORKERS, 1)]


def books() -> Iterator[Book]:
    """A workbook a street: the roster and the stretches."""
    people = list_workers()
    for street in dict.fromkeys(worker.street for worker in WORKERS):
        mine = [(worker, who) for worker, who in people if worker.street == street]
        roster: list[list[Cell]] = [
            [n, w.street, w.community, who.name, who.id, w.post, w.degree] for n, (w, who) in enumerate(mine, 1)
        ]
        stretches: list[list[Cell]] = [
            [who.name, who.id, community, first, last] for w, who in mine for community, first, last in w.stretches
        ]
        label = f"填报单位：{street}党工委"
        sheets = [
            Sheet(
                "社区工作者名册", "社区工作者“三岗十八级”名册",
                ["序号", "镇街", "所在社区", "姓名", "身份证号码", "岗位类别", "最高学位"], roster, label,
            ),
            Sheet(
                "社区工作经历", "社区工作者工作经历表", ["姓名", "身份证号码", "工作社区", "起始时间", "终止时间"], stretches, label,
            ),
        ]  # fmt: skip
        yield Book(f"2023/{street} 社区工作者岗位等级.xlsx", date(2023, 12, 31), sheets)

"""A ledger in a PostgreSQL database: in tables of their own schema, `stardb`, so that others may lie beside it.

psycopg is imported when a database is first spoken to: who keeps the ledger in a file does not wait for it.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from stardb.ledger.ledger_tables import list_columns, make_postgresql_tables
from stardb.ledger.result_rows import DoubtfulRow
from stardb.ledger.store import Connection, StoreFault

if TYPE_CHECKING:
    import psycopg

SCHEMA_NAME = "stardb"
CONNECT_PATIENCE = 10
"""How many seconds to wait for the server."""

WRITE_PATIENCE = 10
"""How many seconds to wait for another who is writing."""

_LOCK = 0x73746172
"""Who writes holds this advisory lock until the transaction ends: an exclusive lock on a table would ask for more rights."""


class _Marked:
    """A connection whose statements mark their values as SQLite's do."""

    def __init__(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self._connection = connection

    def execute(self, query: str, values: Sequence[Any] = (), /) -> "psycopg.Cursor[tuple[Any, ...]]":
        return self._connection.execute(query.replace("?", "%s").encode(), values or None)

    def executemany(self, query: str, rows: Sequence[Sequence[Any]], /) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(query.replace("?", "%s").encode(), rows)


class PostgresqlStore:
    """A database by its URL, `postgresql://user@host/database`; the password from the URL, PGPASSWORD or ~/.pgpass."""

    def __init__(self, url: str) -> None:
        self._url, self.name = url, hide_password(url)

    def exists(self) -> bool:
        """Whether the schema is there with any of the tables. Raises StoreFault."""
        with self._connect() as connection:
            return bool(_read_columns(connection))

    def make(self) -> None:
        """Make the schema and the tables where they are not. Raises StoreFault."""
        with self._connect() as connection, connection.transaction():
            _wait_for_turn(connection)
            if not _read_columns(connection):
                connection.execute(f"create schema if not exists {SCHEMA_NAME}".encode())
                connection.execute(make_postgresql_tables().encode())

    def is_sound(self, connection: Connection) -> bool:
        """The server looks after its indexes itself."""
        return True

    @contextmanager
    def transaction(self, writing: bool = False) -> Iterator[_Marked]:
        """One transaction, which counts only if nothing is raised. Raises StoreFault, DoubtfulRow.

        Who reads sees one state from beginning to end; who writes waits until nobody else does, and sees the newest.
        """
        with self._connect() as connection:
            import psycopg

            connection.isolation_level = None if writing else psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = not writing
            with connection.transaction():
                if writing:
                    _wait_for_turn(connection)
                _check_tables(connection)
                yield _Marked(connection)

    @contextmanager
    def _connect(self) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
        try:
            import psycopg
        except ImportError as error:
            raise StoreFault("缺少连接 PostgreSQL 用的组件", code="W309") from error
        try:
            connection = psycopg.connect(
                self._url,
                autocommit=True,
                connect_timeout=CONNECT_PATIENCE,
                application_name="stardb",
                options=f"-c search_path={SCHEMA_NAME} -c lock_timeout={WRITE_PATIENCE}s -c client_min_messages=error",
            )
        except (psycopg.Error, ValueError) as error:
            raise self._explain_refusal(error) from error
        try:
            with connection:
                yield connection
        except psycopg.Error as error:
            raise _explain_error(error) from error

    def _explain_refusal(self, error: Exception) -> StoreFault:
        """Why there is no connection, told without the password."""
        import psycopg

        if isinstance(error, psycopg.ProgrammingError | ValueError):
            remedy = "照 postgresql://用户@服务器/数据库 的样子写；密码里的 @ : / # % 等写成 %40 %3A %2F %23 %25。"
            return StoreFault("stardb.yaml 里的 ledger 读不出", remedy, "W306")
        told = f"{error}"
        for code, (pattern, reason) in _REFUSALS.items():
            if re.search(pattern, told, re.IGNORECASE):
                return StoreFault(reason, code=code)
        return StoreFault("数据库服务器连不上", code="W306")


_REFUSALS = {
    "W307": (
        r"password|authentication|role .* does not exist|no pg_hba|pg_hba\.conf|口令|密码|角色",
        "用户名或密码不对，或没有准许这里连接",
    ),
    "W308": (
        r"database .* does not exist|数据库.*不存在|permission denied for database",
        "服务器上没有这个数据库，或不准用它",
    ),
}
"""What the server says where it refuses -> code and reason. A password is missing, too: `no password supplied`."""


def hide_password(url: str) -> str:
    """A database as people may see it: its host and name; no user, no password, and nothing of what is not sure to be neither."""
    match = re.fullmatch(r"postgres(?:ql)?://(?:[^@/?#]*@)?([\w.:\[\]-]*)(?:/([^@/?#]*))?(?:\?[^@]*)?", url)
    if match is None:
        return "PostgreSQL 数据库"
    return f"PostgreSQL {match[1] or '本机'}/{unquote(match[2] or '') or '默认数据库'}"


def _wait_for_turn(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
    connection.execute(b"select pg_advisory_xact_lock(%s)", (_LOCK,))


def _read_columns(connection: "psycopg.Connection[tuple[Any, ...]]") -> dict[str, set[str]]:
    """The tables of the schema and their columns."""
    rows = connection.execute(
        b"select tables.relname, columns.attname from pg_class tables join pg_attribute columns on attrelid = tables.oid"
        b" where relnamespace = to_regnamespace(%s) and relkind in ('r', 'p') and attnum > 0 and not attisdropped",
        (SCHEMA_NAME,),
    )
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def _check_tables(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
    """Raises DoubtfulRow for a schema that has not just the ledger's tables, or where something is done by itself."""
    there = _read_columns(connection)
    query = b"""
        select 1 from pg_class where relnamespace = to_regnamespace(%(schema)s)
            and (relkind in ('v', 'm', 'f') or relrowsecurity
                or relhasrules or (relhastriggers and exists(select 1 from pg_trigger where tgrelid = pg_class.oid and not tgisinternal)))
    """
    sound = all(there.get(table, set()) >= columns for table, columns in list_columns().items())
    if not sound or connection.execute(query, {"schema": SCHEMA_NAME}).fetchone():
        raise DoubtfulRow("不是台账，或缺表、缺栏")


def _explain_error(error: "psycopg.Error") -> StoreFault:
    """Why a statement was not carried out, and what to do."""
    state = error.sqlstate or ""
    told = next((told for start, told in _REASONS.items() if state.startswith(start)), None)
    return StoreFault(*(told or (f"数据库报错（{state or '连接断了'}）", "检查数据库服务器，再运行。")))


_REASONS = {
    "55P03": ("正被别的程序占用", "等别人运行完，再运行。"),
    "42501": ("数据库用户没有权限", "请数据库管理员准许这个用户在库里建模式（create），并读写 stardb 模式里的表。"),
    "25006": ("数据库只能读", "请数据库管理员准许写。"),
    "53": ("数据库服务器的磁盘、内存或连接数不够", "请数据库管理员清出空间，再运行。"),
    "57": ("数据库服务器正在关闭或重启", "过一会儿再运行。"),
    "08": ("同数据库服务器的连接断了", "检查网络和数据库服务器，再运行。"),
    "42": ("不是台账，或是别的版本建的", "核对 stardb.yaml 里的 ledger 写的是不是本县的数据库；从备份恢复。"),
}
"""How the state that PostgreSQL tells begins -> what it means, and what to do."""

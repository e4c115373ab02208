"""Microsoft's parser of T-SQL, as a program: statements in, what they are made of out.

It runs .NET, which shares a process with nothing else. Started by ``tsql.py``, with the
parser's folder as its argument and a JSON list of statements on standard input.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ASSEMBLY = "Microsoft.SqlServer.TransactSql.ScriptDom"
RUNTIME = {
    "runtimeOptions": {
        "tfm": "netcoreapp3.1",
        "framework": {"name": "Microsoft.NETCore.App", "version": "3.1.0"},
        # No libicu is asked for: T-SQL's grammar knows no languages.
        "configProperties": {"System.Globalization.Invariant": True},
    }
}


def load(folder: Path) -> Any:
    """The namespace of the parser."""
    configuration = folder / "runtimeconfig.json"
    configuration.write_text(json.dumps(RUNTIME), encoding="utf-8")
    spec = find_spec("dotnetcore2")
    if spec is None or spec.origin is None:
        raise RuntimeError("scripts/tsql_parser.sh has not been run.")
    import_module("pythonnet").load(
        "coreclr",
        dotnet_root=str(Path(spec.origin).parent / "bin"),
        runtime_config=str(configuration),
    )
    import_module("clr").AddReference(str(folder / f"{ASSEMBLY}.dll"))
    return import_module(ASSEMBLY)


class Parser:
    """Of SQL Server 2019, the newest that the assembly knows."""

    def __init__(self, namespace: Any) -> None:
        self._fragment = namespace.TSqlFragment
        self._parser = namespace.TSql150Parser(True)  # QUOTED_IDENTIFIER is ON
        self._reader = import_module("System.IO").StringReader

    def examine(self, statement: str) -> dict[str, Any]:
        """The facts that ``tsql.Examined`` has as its fields."""
        tree, errors = self._parser.Parse(self._reader(statement), None)
        found = facts(self._all(tree)) if tree is not None else facts(())
        return {"errors": [error.Message for error in errors], **found}

    def _all(self, fragment: Any) -> Iterator[Any]:
        yield fragment
        for child in self._children(fragment):
            yield from self._all(child)

    def _children(self, fragment: Any) -> Iterator[Any]:
        for it in fragment.GetType().GetProperties():
            if it.Name == "ScriptTokenStream" or it.GetIndexParameters().Length:
                continue
            value = it.GetValue(fragment)
            if isinstance(value, self._fragment):
                yield value
            elif hasattr(value, "GetEnumerator") and not isinstance(value, str):
                yield from (one for one in value if isinstance(one, self._fragment))


def facts(fragments: Iterator[Any] | Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: [] for name, _ in READERS.values()}
    for fragment in fragments:
        if known := READERS.get(fragment.GetType().Name):
            name, read = known
            found[name].append(read(fragment))
    return found


def _type(it: Any) -> dict[str, Any]:
    return {
        "name": it.Name.BaseIdentifier.Value.upper(),
        "sizes": [size.Value.lower() for size in it.Parameters],
    }


def _insert(it: Any) -> dict[str, Any]:
    source = it.InsertSource
    values = source.GetType().Name == "ValuesInsertSource"
    return {
        "table": _named(it.Target.SchemaObject),
        "columns": [_last(column.MultiPartIdentifier) for column in it.Columns],
        "rows": source.RowValues.Count if values else 0,
    }


def _table(it: Any) -> dict[str, Any]:
    columns = it.Definition.ColumnDefinitions
    return {
        "name": _named(it.SchemaObjectName),
        "identities": [
            column.ColumnIdentifier.Value
            for column in columns
            if column.IdentityOptions is not None
        ],
    }


def _identity_insert(it: Any) -> dict[str, Any]:
    return {"table": _named(it.Table), "on": it.IsOn}


def _query(it: Any) -> dict[str, Any]:
    top = it.TopRowFilter
    return {
        "top": top.Expression.Value if top is not None else None,
        "ordered": it.OrderByClause is not None,
    }


def _named(it: Any) -> str:
    schema = it.SchemaIdentifier
    return f"{schema.Value}.{_base(it)}" if schema else _base(it)


def _base(it: Any) -> str:
    return str(it.BaseIdentifier.Value)


def _last(it: Any) -> str:
    return str(it.Identifiers[it.Identifiers.Count - 1].Value)


READERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "SqlDataTypeReference": ("types", _type),
    "UserDataTypeReference": ("types", _type),
    "FunctionCall": ("functions", lambda it: it.FunctionName.Value.upper()),
    "ProcedureReference": ("procedures", lambda it: _named(it.Name)),
    "InsertSpecification": ("inserts", _insert),
    "CreateTableStatement": ("tables", _table),
    "SetIdentityInsertStatement": ("identity_inserts", _identity_insert),
    "QuerySpecification": ("queries", _query),
}
"""Which fact each kind of fragment is, and how to read it."""


def main(folder: str) -> None:
    parser = Parser(load(Path(folder)))
    statements = json.load(sys.stdin)
    json.dump([parser.examine(statement) for statement in statements], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])

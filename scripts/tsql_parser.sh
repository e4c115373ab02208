#!/bin/sh
# Microsoft's own parser of T-SQL, with which the tests check what SQL Server is told.
# It is one file of the wheel of mssql-cli, and the wheel of dotnetcore2 can run it.
# Both were made for Linux on x86-64; elsewhere those tests are left out.
set -eu
cd "$(dirname "$0")/.."
lock=tests/sqlserver/parser.lock
folder=.make/tsql-parser
assembly=Microsoft.SqlServer.TransactSql.ScriptDom.dll

[ "$(uname -sm)" = "Linux x86_64" ] || exit 0
if [ -f $folder/complete ] && cmp -s $lock $folder/complete; then
    exit 0
fi
echo "Downloading the parser of T-SQL."
rm -rf $folder
.venv/bin/python -m pip --quiet download --require-hashes --no-deps \
    --only-binary :all: --requirement $lock --dest $folder/wheels
.venv/bin/python -m zipfile -e $folder/wheels/mssql_cli-*.whl $folder/mssql-cli
mv $folder/mssql-cli/mssqlcli/mssqltoolsservice/bin/$assembly $folder
rm -r $folder/mssql-cli $folder/wheels/mssql_cli-*.whl
.venv/bin/python -m pip --quiet install --no-deps --no-index \
    --target $folder/packages $folder/wheels/*.whl
rm -r $folder/wheels
cp $lock $folder/complete

"""Whoever runs tests, in whatever process, can reach PostgreSQL by way of ODBC.

SQLAlchemy finds the dialect as it finds one that is installed, also in processes that
the program under test starts: they are told the path of this one.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "sqlserver" / "plugins"))

"""What a page reports. Nothing in it is of our making.

Texts are cut to what is kept of them; addresses that are too long are none, and a
report with such a one can't be made (ValidationError).
"""

from typing import TypeAlias

from domain.whatsapp.chat_reports import ChatReport
from domain.whatsapp.message_reports import MessageReport
from domain.whatsapp.session_reports import LifeReport, SessionReport

Report: TypeAlias = SessionReport | MessageReport | ChatReport | LifeReport
